/** Beginning of the names of custom properties that hold what Tiled has no place for: `perigee:Body`, `perigee:tags`. */
export const COMPONENT = 'perigee:';
