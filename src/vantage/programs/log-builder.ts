import { type LogEndpoint, type LogSession, type ProgramEvent, programEvent } from './event.js';

/** Events and connections of one log at most. */
const MAX_EVENTS = 100_000;
const MAX_SESSIONS = 10_000;

/** Collects what a reader finds in a log, up to its bounds. */
export class LogBuilder {
  readonly events: ProgramEvent[] = [];
  readonly sessions: LogSession[] = [];
  /** A bound was reached. */
  cut = false;
  /** Line that is being read, from 1, and its time. */
  line = 0;
  time: string | null = null;

  /** No more events are taken. */
  get full(): boolean {
    return this.events.length >= MAX_EVENTS && this.cut;
  }

  /** Adds an event of the line that is being read. */
  add(event: Pick<ProgramEvent, 'kind' | 'session'> & Partial<ProgramEvent>): void {
    if (this.events.length >= MAX_EVENTS) this.cut = true;
    else this.events.push(programEvent({ line: this.line, time: this.time, ...event }));
  }

  /** Begins a connection with its first event. @returns its index; -1 where there are too many */
  begin(kind: LogSession['kind'], own: LogEndpoint | null, peer: LogEndpoint | null): number {
    if (this.sessions.length >= MAX_SESSIONS) {
      this.cut = true;
      return -1;
    }
    this.sessions.push({ kind, line: this.line, own, peer });
    const session = this.sessions.length - 1;
    this.add({ kind, session });
    return session;
  }
}
