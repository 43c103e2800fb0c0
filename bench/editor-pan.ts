/** Panning a scene of 5,000 entities. */
import { measureCanvas } from './page/measure.ts';
import type { BenchRow } from './rows.ts';

export default (): Promise<BenchRow[]> => measureCanvas('pan');
