import { addRemark } from '../document/add-remark.ts';
import { encodeRemarkAnswer, type readRemark } from '../net/remark-wire.ts';
import { TokenBucket } from './logs/token-bucket.ts';
import type { Metrics } from './metrics.ts';
import { READ_ONLY_REASON, type Member, type Room } from './room.ts';

/** Remarks of one connection: so many at once, and then one each so many seconds. */
const AT_ONCE = 10;
const SECONDS_EACH = 6;

/** Takes what one connection has to say about a project that it may not change. */
export class RemarkDesk {
  readonly #allowed = new TokenBucket(AT_ONCE, 1 / SECONDS_EACH, () => performance.now());

  constructor(
    private readonly room: Room,
    private readonly member: Pick<Member, 'send'>,
    private readonly metrics: Metrics,
  ) {}

  /** Answers when what was said is durable, or why it was not taken. */
  take({ nonce, remark }: ReturnType<typeof readRemark>): void {
    const answer = (refused: string) => this.member.send(encodeRemarkAnswer(nonce, refused));
    const refused = this.#write(remark);
    if (refused !== null) {
      this.metrics.refused('remark');
      return answer(refused);
    }
    this.room.durable().then(
      () => answer(''),
      () => answer(READ_ONLY_REASON),
    );
  }

  #write(remark: unknown): string | null {
    if (this.room.readOnly !== null) return this.room.readOnly;
    const wait = this.#allowed.take(1);
    if (wait > 0) return `so much at once is not taken: try again in ${Math.ceil(wait)} s`;
    return addRemark(this.room.doc, remark, Date.now());
  }
}
