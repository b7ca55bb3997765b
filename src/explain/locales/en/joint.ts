import type { Templates } from '../../sentences.js';
import type { JOINT } from '../../words/joint.js';

export const joint: Templates<typeof JOINT> = {
  'joint-title': 'Side by side: the same conversation in several captures',
  'joint-about':
    'One row per packet, in order of time on the clock of {reference}, with its frame numbers in each capture. The explanation is told from the first capture that the packet came past: frame numbers given without the name of a capture are those of that one.',
  'joint-connection': 'Connection from {client} (client) to {server} (server), numbered {numbers}',
  'joint-lookups': 'Name lookups (DNS)',
  'joint-other': 'Packets outside DNS and TCP',
  'joint-fates': '{packets}: {fates}.',
  'joint-outside': '{packets} outside DNS and TCP not shown; add --all to see them.',
  'joint-rewritten':
    'Between {here} and {there}, addresses or ports were rewritten on the way (NAT): {before} became {after}.',
  'joint-drops':
    'The capture {capture} itself counts {drops} that it missed: a packet that is not captured there need not be lost.',
  'frame-of': '{capture} No. {frame}',
  'fate-delivered': 'delivered',
  'fate-lost': 'lost',
  'fate-duplicated': 'duplicated',
  'fate-overtaken': 'overtaken',
  'fate-not-captured': 'not captured',
  'fate-unknown': 'unknown',
  'remark-lost':
    'It was not captured at {there}, although capturing went on there, and nothing shows that it arrived.',
  'remark-lost-drops':
    'It was not captured at {there} and nothing shows that it arrived; but that capture counts {drops} that it missed, so this one may only have been missed.',
  'remark-lost-asked':
    'It was not captured at {there}, and the receiver went on asking for its bytes ({asking}): lost on the way.',
  'remark-lost-resent':
    'It was not captured at {there}, and the receiver acknowledged its content only after it had been sent again ({again}) and had arrived ({arrival}): lost on the way.',
  'remark-part-lost':
    'Some bytes of this frame were not captured at {there}, although capturing went on there, and nothing shows that they arrived.',
  'remark-part-lost-drops':
    'Some bytes of this frame were not captured at {there} and nothing shows that they arrived; but that capture counts {drops} that it missed, so they may only have been missed.',
  'remark-part-lost-asked':
    'Some bytes of this frame were not captured at {there}, and the receiver went on asking for them ({asking}): they were lost on the way.',
  'remark-needed': 'The original ({original}) did not arrive, so this retransmission was needed.',
  'remark-unneeded':
    'The original ({original}) arrived, too ({arrival}): both copies arrived, so this retransmission was unnecessary.',
  'remark-duplicated':
    'It was captured leaving once ({sent}) and arriving twice: {first}, then {second}. It was duplicated on the way.',
  'remark-overtaken':
    'It was overtaken on the way: {later}, which was sent after it, arrived before it ({arrival}).',
  'remark-unseen': 'It was not captured at {there}, but later frames show that it arrived.',
  'remark-unseen-acknowledged':
    'It was not captured at {there}, but its content arrived: the receiver acknowledges it in {proof}.',
  'remark-unseen-answered': 'It was not captured at {there}, but it arrived: it is answered in {proof}.',
  'remark-origin-unseen':
    'It was not captured at {there}, which it should have come past first, although capturing went on there.',
  'remark-origin-unseen-drops':
    'It was not captured at {there}, which it should have come past first; that capture counts {drops} that it missed.',
  'remark-reset-unseen':
    'This RST was not captured leaving {there}, the machine whose address it gives as its sender, although capturing went on there: something on the way may have made it, or it may have been missed.',
  'remark-reset-unseen-drops':
    'This RST was not captured leaving {there}, the machine whose address it gives as its sender. That capture counts {drops} that it missed, so it may have missed this one, too; or something on the way may have made it.',
  'remark-reset-seen': 'This RST was captured leaving {here}, the machine that it names as its sender.',
  'remark-before':
    'Capturing had not begun at {there} by then, so that it is not known whether it came past there.',
  'remark-after':
    'Capturing had ended at {there} by then, or before it can have arrived, so that it is not known whether it came past there.',
  'remark-outside':
    'Nothing shows that capturing went on at {there} at that time, so that it is not known whether it came past there.',
  'remark-ambiguous':
    'Another packet has exactly the same content, so that which is which was taken from their order.',
  'remark-split':
    'One frame at {here} was captured as {count} frames at {there}: split between the two, as network cards do (segmentation offload).',
  'remark-joined':
    '{count} frames at {here} were captured as one frame at {there}: joined between the two, as network cards do (receive offload).',
  'remark-regrouped':
    '{before} frames at {here} were captured as {after} frames at {there}: divided anew between the two, as network cards do (offload).',
  'packet-changed': 'rewritten on the way: {fields}',
  'packet-ambiguous': 'same content as another packet, paired in order',
  'clocks-title': 'Clocks and travel times',
  'clock-same':
    'The clock of {capture} agrees with that of {reference} as far as can be known: they differ by {uncertainty} at most.',
  'clock-ahead': 'The clock of {capture} is {offset} ahead of that of {reference} (± {uncertainty}).',
  'clock-behind': 'The clock of {capture} is {offset} behind that of {reference} (± {uncertainty}).',
  'clock-ahead-unbounded':
    'The clock of {capture} seems {offset} ahead of that of {reference}; packets went one way only, so that this still contains their travel time and has no bound.',
  'clock-behind-unbounded':
    'The clock of {capture} seems {offset} behind that of {reference}; packets went one way only, so that this still contains their travel time and has no bound.',
  'clock-even':
    'The fastest packets bear the same time in {capture} and in {reference}. Which way packets went is not known, so that no more can be said of these clocks.',
  'clock-unknown':
    'The clock of {capture} cannot be compared with that of {reference}: they have no packet in common whose times are known.',
  'clock-gains': 'The clock of {capture} gains {drift} a second ({hourly} an hour).',
  'clock-loses': 'The clock of {capture} loses {drift} a second ({hourly} an hour).',
  'delays-of':
    'From {here} to {there} ({packets}): fastest {least}, typically {median} (median), slowest {most}.',
  'clock-assumption':
    'The offset of clocks is worked out from the fastest packets in both directions, as if both had travelled equally long. If they had not, the offset and the one-way times are wrong, but by no more than the bound that is given with the offset; the sum of both directions is right all the same.',
  'clock-before-sent':
    'By their own clocks, {packets} seem to arrive before they were sent: a matter of the clocks, not of the network.',
  'clock-aligned': 'All times here are set by the clock of {reference}.',
  'match-title': 'The same packet in several captures',
  'match-counts':
    '{capture}, {frames}: {paired} with their packet in another capture, too; {unpaired} whose packet should be in another capture and is not; {alone} that concern no other captured machine.',
  'match-packets': 'Packets in order of time on the clock of {reference}; times count from its first frame.',
  'match-none': 'These captures have no packet in common.',
};
