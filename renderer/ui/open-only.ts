/** For fields to choose in: of a closed one its list is no part of the page. Some hold hundreds of options. */
export const OPEN_ONLY = { keepMounted: false } as const;
