/** A name without the signs that Windows refuses in names. */
export const portable = (name: string): string => name.replace(/[<>:"|?*]/g, '_');
