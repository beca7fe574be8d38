/** Runes everywhere: the old reactive syntax is an error, not a second style. */
export default {
  compilerOptions: { runes: true },
};
