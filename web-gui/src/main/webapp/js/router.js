/** The part of the address after `#`: which view, and its parameters, so that both can be linked. */
export const VIEWS = [
  "overview",
  "topology",
  "exemptions",
  "explain",
  "would-block",
  "policy",
  "audit",
];

export function route() {
  const [name, query] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    view: VIEWS.includes(name) ? name : "overview",
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function link(view, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return `#/${view}${query ? `?${query}` : ""}`;
}

/** Notes parameters in the address without another step in the history. */
export const note = (view, params) => history.replaceState(null, "", link(view, params));
