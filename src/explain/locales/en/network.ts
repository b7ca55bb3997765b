import type { NETWORK } from '../../sentences/network.js';
import type { Templates } from '../../sentences.js';

export const network: Templates<typeof NETWORK> = {
  udp: '{source} port {sourcePort} sends a UDP datagram with {bytes} of data to {destination} port {destinationPort}.',
  'udp-empty':
    '{source} port {sourcePort} sends an empty UDP datagram to {destination} port {destinationPort}.',
  'arp-request': '{senderAddress} asks: who has {targetAddress}, and at which MAC address?',
  'arp-probe':
    'The machine with MAC {senderHardware} checks whether another machine already uses {targetAddress} (ARP probe).',
  'arp-announcement':
    '{senderAddress} announces to the local network that its MAC address is {senderHardware} (gratuitous ARP).',
  'arp-request-plain': 'An ARP request; the addresses in it cannot be read.',
  'arp-reply': '{senderAddress} answers that its MAC address is {senderHardware}.',
  'arp-reply-to':
    '{senderAddress} answers the question in No. {answeredFrame}: its MAC address is {senderHardware}.',
  'arp-reply-plain': 'An ARP reply; the addresses in it cannot be read.',
  'echo-request': '{source} sends a ping (echo request), sequence {sequence}, to {destination}.',
  'echo-request-plain': '{source} sends a ping (echo request) to {destination}.',
  'echo-reply': '{source} answers the ping of {destination} in No. {answeredFrame}, {roundTrip} later.',
  'echo-reply-untimed': '{source} answers the ping of {destination} in No. {answeredFrame}.',
  'echo-reply-unsolicited':
    '{source} sends a ping reply (echo reply) to {destination}; the request has not been found up to here.',
  'unreachable-network':
    '{source} tells {destination} by ICMP that the destination network cannot be reached.',
  'unreachable-host': '{source} tells {destination} by ICMP that the destination machine cannot be reached.',
  'unreachable-protocol':
    '{source} tells {destination} by ICMP that the protocol which the packet carries is not served.',
  'unreachable-port': '{source} tells {destination} by ICMP that the destination port cannot be reached.',
  'unreachable-prohibited':
    '{source} tells {destination} by ICMP that a rule, usually of a firewall, forbids the packet to pass.',
  'unreachable-other':
    '{source} tells {destination} by ICMP that the destination cannot be reached (code {icmpCode}).',
  'too-big':
    '{source} tells {destination} by ICMP that the packet is too big to be passed on without splitting it.',
  'hops-exceeded':
    '{source} tells {destination} by ICMP that the packet was dropped because its hop limit (TTL) ran out.',
  'reassembly-exceeded':
    '{source} tells {destination} by ICMP that the fragments of the packet were not complete in time.',
  'parameter-problem':
    '{source} tells {destination} by ICMP that a value in the header of the packet cannot be processed.',
  'source-quench': '{source} asks {destination} by ICMP to send more slowly (source quench).',
  redirect:
    '{source} tells {destination} by ICMP that another router is nearer to its destination (redirect).',
  'icmp-error-other': '{source} sends {destination} an ICMP error (type {icmpType}, code {icmpCode}).',
  'about-frame':
    'It is about the {aboutProtocol} packet from {aboutSource} to {aboutDestination} in No. {aboutFrame}.',
  'about-unseen':
    'It is about a packet ({aboutProtocol}) from {aboutSource} to {aboutDestination} that has not been found up to here.',
  'icmp-other': '{source} sends {destination} an ICMP message (type {icmpType}, code {icmpCode}).',
  'neighbor-solicitation':
    '{source} asks {destination}: who has {targetAddress}, and at which MAC address (neighbor solicitation)?',
  'neighbor-probe':
    'A machine checks whether another already uses {targetAddress} before using it itself (neighbor solicitation).',
  'neighbor-solicitation-plain':
    '{source} sends a neighbor solicitation to {destination}; the address asked for cannot be read.',
  'neighbor-advertisement':
    '{source} tells {destination} that it has the address {targetAddress} (neighbor advertisement).',
  'neighbor-advertisement-to':
    '{source} answers the question in No. {answeredFrame} to {destination}: it has the address {targetAddress} (neighbor advertisement).',
  'neighbor-advertisement-plain':
    '{source} sends a neighbor advertisement to {destination}; the address announced cannot be read.',
  'router-solicitation':
    '{source} asks the routers of the local network to announce themselves (router solicitation).',
  'router-advertisement':
    'The router {source} announces itself and its network settings (router advertisement).',
  'multicast-query': '{source} asks which multicast groups the machines of this network listen to.',
  'multicast-report': '{source} reports the multicast groups that it listens to.',
  'multicast-done': '{source} says that it leaves a multicast group.',
  'about-packet': 'It is about a packet ({aboutProtocol}) from {aboutSource} to {aboutDestination}.',
};
