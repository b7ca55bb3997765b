import { type StreamWriterOptions, writeStream } from '../report/write-stream.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** The bytes of one connection's streams. */
export async function runFollow(session: Session, output: StreamOutput): Promise<void> {
  const { direction, format } = session.settings;
  await session.streaming(async () => {
    for await (const capture of session.read()) {
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
