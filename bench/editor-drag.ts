/** Dragging one entity among 5,000. */
import { measureCanvas } from './page/measure.ts';
import type { BenchRow } from './rows.ts';

export default (): Promise<BenchRow[]> => measureCanvas('drag');
