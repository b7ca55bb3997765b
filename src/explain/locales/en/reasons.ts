import type { ReasonKey } from '../../reasons.js';

export const reasons: Readonly<Record<ReasonKey, string>> = {
  syn: 'A SYN carries the initial sequence number (ISN), which is chosen at random; Wireshark shows it relatively as Seq=0. Options such as MSS and the window scale are exchanged only here (RFC 9293, 3.4.1 and 3.5).',
  'open-again':
    'SYN and SYN, ACK are sent again when no reply comes in time: it was lost, is late, or was never sent, for example because a firewall filters (RFC 9293, 3.8.1; RFC 6298).',
  'simultaneous-open':
    'When both sides send a SYN at the same time, each acknowledges that of the other and one connection results, without client and server in the usual sense (RFC 9293, 3.5, figure 7).',
  'fast-open':
    'A SYN may carry data, but it is usually delivered only after the handshake; TCP Fast Open allows it earlier, with a cookie (RFC 9293, 3.4; RFC 7413).',
  'syn-ack':
    'Ack=1 although no data was sent, because the SYN itself takes one sequence number: what is expected next is the ISN of the client + 1 (RFC 9293, 3.4 and 3.5).',
  partial:
    'The capture may have begun after the connection was opened, or frames were not recorded; steps that were not seen are not numbered here.',
  'handshake-ack':
    'The handshake is the work of TCP in the operating system, not of the program. A connection whose handshake is done waits in a queue (backlog) until the program of the server calls accept(), so a client can be connected while the server still serves another (RFC 9293, 3.5).',
  data: 'TCP carries bytes, not messages: the limits of a segment need not be those of a send() at the sender or a recv() at the receiver, so one message may be read in pieces and two may be read together (RFC 9293, 2.2).',
  push: 'TCP carries bytes, not messages: the limits of a segment need not be those of a send() at the sender or a recv() at the receiver, so one message may be read in pieces and two may be read together. PSH is set by the TCP of the sender, usually at the end of one write, and does not mark the end of a message (RFC 9293, 2.2 and 3.9.1.2).',
  'half-close': 'A FIN closes one direction only; the other may send until its own FIN (RFC 9293, 3.6.1).',
  ack: 'An ACK says that the TCP of the receiver holds those bytes, not that its program has read them; a busy server still acknowledges (RFC 9293, 3.4 and 3.8.6.3).',
  'ack-number':
    'ACK numbers are cumulative: TCP has received every byte before that number. It need not fall on the end of a segment, and may repeat an earlier ACK (RFC 9293, 3.4).',
  'no-ack-flag':
    'After the first SYN every TCP segment should carry the ACK flag (RFC 9293, 3.1); segments without it often come from port scanners.',
  'keep-alive':
    'A keep-alive uses the sequence number just before the next byte, so that a living peer must answer with an ACK; its content, if any, is not new data (RFC 9293, 3.8.4).',
  'window-probe':
    'While the window of the receiver is 0 the sender asks from time to time; otherwise a lost window update would leave both waiting for each other (RFC 9293, 3.8.6.1).',
  'window-update':
    'The window is the number of bytes that the receiver still has room for; it usually grows after the program has read (RFC 9293, 3.8.6).',
  'window-unscaled':
    'The window scale is told only in SYN and SYN, ACK; where these were not captured the true window cannot be computed (RFC 7323, 2).',
  'duplicate-ack':
    'A receiver sends an ACK with the same number for every segment that arrives ahead of its turn; three in a row make the sender repeat without waiting for its timer (RFC 5681, 3.2).',
  fin: 'A FIN closes one direction and takes one sequence number, like a SYN; its sender may still receive. The side that sends the first FIN usually ends in TIME-WAIT (RFC 9293, 3.6).',
  'fin-second':
    'Each direction is closed on its own; as the second FIN is sent apart from the ACK for the first, the close takes four segments (RFC 9293, 3.6).',
  'fin-joined':
    'The ACK for the first FIN may travel with the second FIN where its sender has finished too; so the close takes three segments instead of four (RFC 9293, 3.6).',
  'fin-crossing':
    'Both sides close at nearly the same time; each still acknowledges the FIN of the other (RFC 9293, 3.6, figure 13).',
  'fin-again': 'A FIN is protected like data: it is sent again until acknowledged (RFC 9293, 3.6 and 3.8.1).',
  'fin-ack':
    'A FIN takes one sequence number, so its ACK number is one higher than the sequence number of the FIN (RFC 9293, 3.4 and 3.6).',
  'fin-last':
    'With this ACK both FINs are acknowledged; the side that closed first still waits a while (TIME-WAIT) for segments that are late (RFC 9293, 3.6).',
  'after-reset':
    'A RST ends a connection without an acknowledgment; later segments may have been on their way, or the RST did not reach the other side (RFC 9293, 3.5.2 and 3.5.3).',
  'reset-refused':
    'The program that called connect() gets "connection refused" (ECONNREFUSED). Where a SYN gets no reply at all, filtering or loss is the usual cause (RFC 9293, 3.5.2).',
  'reset-no-socket':
    'A TCP that does not, or no longer, know of a connection answers its segments with RST; the next write of the other program will fail (RFC 9293, 3.5.2).',
  'reset-aborted':
    'The program on the other side gets "connection reset by peer" (ECONNRESET). Such a RST comes when a socket is closed with unread data, with SO_LINGER 0, or when the program is killed; in a capture the three look alike, and a device on the way can send a RST in the name of a host too (RFC 9293, 3.5.2 and 3.6.1).',
  'reset-unread':
    'Closing a socket while data is still unread makes TCP send a RST, so that the other side learns that some data never reached the program; to avoid it: shutdown(), read to the end, then close() (RFC 9293, 3.6.1; RFC 2525, 2.17).',
  'reset-unknown':
    'A RST may come from the TCP of the other side, but also from a device on the way; captures from both machines show whether it was really sent (RFC 9293, 3.5.2).',
  retransmission:
    'A segment that is not acknowledged before the timer ends is sent again. Near the sender both copies are seen; near the receiver perhaps only the second (RFC 6298).',
  'fast-retransmission':
    'Three duplicate ACKs count as a sign that a segment was lost, so the sender repeats it before the timer ends (RFC 5681, 3.2).',
  'spurious-retransmission':
    'The sender repeats because no ACK has reached it; a receiver that holds the data drops the copy (RFC 9293, 3.8.1 and 3.10.7.4).',
  'out-of-order':
    'IP does not keep the order; the receiving TCP restores it by sequence numbers. Telling it from a retransmission rests on time here, as in Wireshark, and so is a guess (RFC 9293, 3.4).',
  gap: 'If the other side later acknowledges those bytes, they arrived and were only not recorded; if it sends duplicate ACKs, they were probably lost.',
  unseen:
    'The cause may be an overloaded recorder, different ways there and back, or a capture that began in the middle of the connection.',
  'zero-window':
    'The slow part is usually the receiving program, not the network: TCP lowers the window while the program does not fetch its data (RFC 9293, 3.8.6).',
  'window-full':
    'A sender must not go beyond the window that the receiver announced (RFC 9293, 3.8.6); this rests on the latest window seen in the capture.',
  'port-reuse':
    'The port of a client may be used again after its old connection has ended; the new ISN tells them apart (RFC 9293, 3.4.1).',
  'duplicate-frame':
    'This is usual on the "any" interface, on a bridge and its ports, or on several interfaces at once. Only the first is followed here, so that copies do not look like retransmissions.',
  'cut-short':
    'The recorder ran with a length limit (snaplen), or the file ends early; the full length is still noted with each frame.',
  offloaded:
    'The operating system hands large pieces to the network card (TSO/GSO) or gets them joined (GRO); a recorder sees them before the split or after the join, so one frame here may be several on another machine.',
  'overlap-conflict':
    'Bytes with the same sequence number should always be the same (RFC 9293, 3.4). A difference may come from a device that changes content, an error, or an attempt to deceive an inspector.',
  'reset-out-of-window':
    'A receiver accepts only a RST whose sequence number is exactly the byte it waits for; others are ignored or answered with a challenge ACK (RFC 9293, 3.5.3; RFC 5961, 3).',
  'bad-checksum':
    'With checksum offload the network card fills in the checksum after the recorder has seen the packet, so that outgoing packets look wrong though they are right on the network.',
  'dns-a':
    'A program that calls getaddrinfo() usually asks for A and AAAA together, each with an ID of its own (RFC 1035, 3.4.1 and 4.1).',
  'dns-aaaa':
    'AAAA is asked besides A because the program can use IPv4 as well as IPv6; they are separate questions with separate answers (RFC 3596, 2).',
  'dns-ptr':
    'A reverse lookup writes the address backwards below in-addr.arpa (IPv4) or ip6.arpa (IPv6) (RFC 1035, 3.5; RFC 3596, 2.5).',
  'dns-query':
    'Every DNS question names a name and a record type; its ID matches the answer to the question (RFC 1035, 4.1).',
  'dns-srv': 'An SRV record names machine, port, priority and weight of a service (RFC 2782).',
  'dns-https':
    'An HTTPS record tells a browser which protocol versions, ports and addresses it can use before it connects (RFC 9460).',
  'dns-any': 'Many servers answer an ANY question with only some of the records (RFC 8482).',
  mdns: 'mDNS works without a server: questions and answers go to a multicast address of the local network, port 5353, and are not paired one by one (RFC 6762).',
  llmnr: 'LLMNR asks the machines of the local network for a name directly, port 5355 (RFC 4795).',
  'dns-notify': 'A primary server tells its secondary servers to check the zone (RFC 1996).',
  'dns-update': 'DNS UPDATE changes a zone without editing its file (RFC 2136).',
  'dns-answer':
    'The answer only says what the record holds; there is no connection to that address yet (RFC 1035, 4.1.3).',
  'dns-alias':
    'A CNAME says that a name is only an alias; the address is looked for at the name it points to (RFC 1034, 3.6.2).',
  'dns-no-data':
    'The result code is NOERROR without the record asked for (NODATA): unlike NXDOMAIN, which means that there is no such name at all (RFC 2308, 2.2).',
  'dns-referral':
    'A server that neither serves the zone nor looks the answer up points to one that is nearer (RFC 1034, 4.3.1).',
  'dns-name-error':
    'NXDOMAIN means that the name has no records of any type. Where the name ends in a local domain, the search list in resolv.conf is often the cause (RFC 2308, 2.1).',
  'dns-server-failure':
    'SERVFAIL may come from an upstream server that does not answer or a DNSSEC signature that does not verify (RFC 1035, 4.1.1).',
  'dns-refused':
    'REFUSED means that the policy of the server does not allow it to serve this client (RFC 1035, 4.1.1).',
  'dns-truncated':
    'A UDP answer that does not fit gets the TC flag, and the question is asked again over TCP (RFC 1035, 4.2.1; RFC 7766).',
  'dns-error': 'The DNS result codes are listed in RFC 6895, 2.3.',
  'dns-unsolicited':
    'The question may have been sent before the capture began, by another way, or not been recorded.',
  'dns-tcp':
    'Over TCP each DNS message comes after its length in two bytes, so one message may be spread over several segments and one segment may hold several (RFC 1035, 4.2.2; RFC 7766).',
  udp: 'UDP knows no connections, acknowledgments or repetition; this frame does not show whether the datagram arrived (RFC 768).',
  arp: 'On a local network an IPv4 packet can be sent only when the MAC address of its destination is known; ARP finds it, and the result is kept for a while (RFC 826).',
  'arp-probe': 'Machines check and announce their own address so that no two use the same one (RFC 5227).',
  echo: 'The reply repeats the ID, sequence number and content of the request (RFC 792; RFC 4443, 4). No reply does not mean that the machine is down: ping is often filtered.',
  unreachable:
    'Sent by a router or machine that cannot pass on or accept the packet (RFC 792; RFC 4443, 3.1).',
  'unreachable-port':
    'For UDP this is what "connection refused" is for TCP: nothing receives at that port, or a firewall refuses in the same way (RFC 1122, 3.2.2.1; RFC 4443, 3.1).',
  'unreachable-prohibited': 'A rule refuses here, not a broken network (RFC 1812, 5.2.7.1; RFC 4443, 3.1).',
  'too-big':
    'Senders use this message to find the largest size that can pass (path MTU discovery); where it is filtered, connections may stall (RFC 1191; RFC 8201).',
  'hops-exceeded':
    'Each router lowers the TTL (hop limit) by one; traceroute relies on this message (RFC 792; RFC 4443, 3.3).',
  'reassembly-exceeded':
    'If a single fragment does not arrive, the whole packet is dropped (RFC 792; RFC 8200, 4.5).',
  'parameter-problem': 'The message points to the place of the value in the header (RFC 792; RFC 4443, 3.4).',
  'source-quench': 'Source quench is no longer used (RFC 6633).',
  redirect: 'A redirect only suggests a shorter way for the next packets (RFC 792).',
  about:
    'An ICMP error quotes the beginning of the packet in question, by which it is recognised (RFC 792; RFC 4443, 2.4).',
  neighbor: 'Neighbor discovery does for IPv6 what ARP does for IPv4 (RFC 4861, 4.3 and 4.4).',
  'neighbor-probe':
    'Before using an IPv6 address a machine checks that nobody else does (duplicate address detection, RFC 4862, 5.4).',
  router:
    'From router advertisements a machine learns routers, prefixes and how to get an address (RFC 4861, 4.1 and 4.2).',
  multicast: 'By MLD a router knows which multicast groups still have listeners (RFC 2710; RFC 3810).',
  fragment:
    'A packet larger than the MTU is split by IP and put together only at its destination; the TCP or UDP header is only in the first piece (RFC 791, 3.2; RFC 8200, 4.5).',
  malformed:
    'The recorded bytes do not have the form of their protocol; the cause may be damage, a packet broken on purpose, or another protocol in that place.',
  other: 'This program reads ARP, IP, ICMP, UDP, TCP and DNS; other protocols are only named.',
  encapsulated: 'This row speaks of the innermost packet; the outer ones only carry it.',
  'dns-other-port':
    'Docker runs a resolver at 127.0.0.11 and redirects its port to a random number, which is the one seen on the lo interface.',
};
