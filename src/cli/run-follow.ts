import { CaptureError } from '../capture/capture-error.js';
import { ConnectionFollow } from '../engine/follow.js';
import { type StreamWriterOptions, writeRawStream, writeStream } from '../report/write-stream.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** The bytes of one connection's streams. */
export async function runFollow(session: Session, output: StreamOutput): Promise<void> {
  const { connection, direction, format } = session.settings;
  if (format === 'raw' && connection !== undefined) return followRaw(session, connection, output);
  await session.streaming(async () => {
    for await (const capture of session.streamed()) {
      await capture.readAll();
      const number = session.followed(capture);
      const stream = number === undefined ? undefined : capture.stream(number);
      if (stream === undefined) continue;
      await writeStream(stream, output, {
        format: format as StreamWriterOptions['format'],
        locale: session.locale,
        direction,
        colour: session.colour,
      });
    }
  });
}

/** The bytes alone are written while the capture is read: the streams may be longer than memory holds. */
async function followRaw(session: Session, connection: number, output: StreamOutput): Promise<void> {
  await session.streaming(async () => {
    for await (const capture of session.streamed()) {
      const follow = new ConnectionFollow(connection, capture);
      try {
        await writeRawStream(follow, output, session.settings.direction);
      } catch (error) {
        // What could be read was written; the session tells why there is no more.
        if (!(error instanceof CaptureError)) throw error;
      }
    }
  });
}
