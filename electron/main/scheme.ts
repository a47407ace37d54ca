/** The page's own scheme, so that it is neither a file nor anybody's web site. */
export const SCHEME = "app";
