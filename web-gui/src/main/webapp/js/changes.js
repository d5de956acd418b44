/** What differs between two states of a thing, field by field, as text. Pure. */

/** Computed by the server, or shown elsewhere in the same row. */
const LEFT_OUT = [
  ...["version", "state", "id", "created", "enteredBy", "idempotency"],
  ...["revokedBy", "revokedAt"],
];

function flat(value, path = "", into = new Map()) {
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) {
    into.set(path, value.join(" "));
  } else if (value && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) {
      // Members of a list are known by their name where they have one.
      const step = Array.isArray(value) ? (inner?.name ?? inner?.id ?? inner?.device ?? name) : name;
      flat(inner, path ? `${path} › ${step}` : step, into);
    }
  } else if (value !== undefined && value !== null) {
    into.set(path, String(value));
  }
  return into;
}

/** @returns `[{field, before, after}]`, texts; empty where there is none */
export function changesOf(before, after) {
  const [old, now] = [flat(before ?? {}), flat(after ?? {})];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => !LEFT_OUT.includes(field))
    .map((field) => ({ field, before: old.get(field) ?? "", after: now.get(field) ?? "" }))
    .filter((change) => change.before !== change.after);
}
