// What this browser remembers: language, theme, volume. A browser that keeps nothing works as well.

export function remembered(key, otherwise) {
  try {
    const value = localStorage.getItem(`rocket.${key}`);
    return value === null ? otherwise : JSON.parse(value);
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`rocket.${key}`, JSON.stringify(value));
  } catch {
    // private windows of some browsers keep nothing
  }
}

export function applyTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
