/** The windows that the editor is worked with: stories begin in one and change to the other on their way. */
const wide = { width: 1440, height: 900 };
const narrow = { width: 1024, height: 768 };

/** With `PERIGEE_SIZES=swapped` every story is told the other way round, so that after both runs each step was seen in both windows. */
export const [oneSize, otherSize] = process.env.PERIGEE_SIZES === 'swapped' ? [narrow, wide] : [wide, narrow];
