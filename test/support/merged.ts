import { analyze } from '../../src/engine/analysis.js';
import type { KeptCapture } from '../../src/engine/capture-analysis.js';
import type { Story, StoryFrame } from './story.js';

/** The frames of several stories in one capture, by time; of equal times, those of the earlier story first. */
export function merged(...stories: readonly Pick<Story, 'frames'>[]): StoryFrame[] {
  return stories
    .flatMap(({ frames }) => frames)
    .sort((a, b) => a.seconds - b.seconds || a.nanoseconds - b.nanoseconds);
}

/** The frames analysed as one capture. */
export async function captured(
  frames: readonly StoryFrame[],
  label = 'mesin1',
  hosts: ReadonlyMap<string, string> = new Map(),
): Promise<KeptCapture> {
  const [capture] = (await analyze([{ label, input: frames }], { hosts })).captures;
  if (capture?.error) throw capture.error;
  return capture!;
}
