/** What this browser remembers of the user's choices; nothing where storage is forbidden. */
const PREFIX = "op25b.";

export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The choice then lasts until the page is left.
  }
}
