import type { DNS } from '../../sentences/dns.js';
import type { Templates } from '../../sentences.js';

export const dns: Templates<typeof DNS> = {
  'dns-query-a': '{source} asks the DNS server {destination} for the IPv4 address (A record) of {name}.',
  'dns-query-aaaa':
    '{source} asks the DNS server {destination} for the IPv6 address (AAAA record) of {name}.',
  'dns-query-ptr':
    '{source} asks the DNS server {destination} which name is registered for {name} (PTR record).',
  'dns-query-mx': '{source} asks the DNS server {destination} which mail servers serve {name} (MX record).',
  'dns-query-txt':
    '{source} asks the DNS server {destination} for the text registered for {name} (TXT record).',
  'dns-query-srv':
    '{source} asks the DNS server {destination} which machine and port offer the service {name} (SRV record).',
  'dns-query-ns':
    '{source} asks the DNS server {destination} which name servers are responsible for {name} (NS record).',
  'dns-query-soa':
    '{source} asks the DNS server {destination} for the head record of the zone {name} (SOA record).',
  'dns-query-cname': '{source} asks the DNS server {destination} whether {name} is an alias (CNAME record).',
  'dns-query-https':
    '{source} asks the DNS server {destination} how to connect to the HTTPS service at {name} (HTTPS record).',
  'dns-query-any': '{source} asks the DNS server {destination} for all records of {name}.',
  'dns-query-other': '{source} asks the DNS server {destination} for the {type} record of {name}.',
  'dns-query-multicast': '{source} asks the local network by mDNS for the {type} record of {name}.',
  'dns-query-llmnr': '{source} asks the local network by LLMNR for the {type} record of {name}.',
  'dns-query-empty': '{source} sends {destination} a DNS message without a question that can be read.',
  'dns-more-questions': 'The message holds {questionCount} questions; only the first is told here.',
  'dns-notify': '{source} tells the DNS server {destination} that the zone {name} has changed (NOTIFY).',
  'dns-update': '{source} asks the DNS server {destination} to change the zone {name} (UPDATE).',
  'dns-opcode': '{source} sends {destination} a DNS message with opcode {opcode}.',
  'dns-answer-a': '{source} tells {destination} that the IPv4 address of {name} is {records}.',
  'dns-answer-aaaa': '{source} tells {destination} that the IPv6 address of {name} is {records}.',
  'dns-answer-ptr': '{source} tells {destination} that the name registered for {name} is {records}.',
  'dns-answer-other': '{source} tells {destination} what the {type} record of {name} says: {records}.',
  'dns-answer-alias-a':
    '{source} tells {destination} that {name} is an alias (CNAME) of {alias}, whose IPv4 address is {records}.',
  'dns-answer-alias-aaaa':
    '{source} tells {destination} that {name} is an alias (CNAME) of {alias}, whose IPv6 address is {records}.',
  'dns-answer-alias-other':
    '{source} tells {destination} that {name} is an alias (CNAME) of {alias}, whose {type} record says {records}.',
  'dns-no-data-a':
    '{source} tells {destination} that the name {name} exists but has no IPv4 address (A record).',
  'dns-no-data-aaaa':
    '{source} tells {destination} that the name {name} exists but has no IPv6 address (AAAA record).',
  'dns-no-data-other': '{source} tells {destination} that the name {name} exists but has no {type} record.',
  'dns-no-data-alias':
    '{source} tells {destination} that {name} is an alias (CNAME) of {alias}, but gives no {type} record for that name.',
  'dns-referral':
    '{source} does not answer the question of {destination} about {name} itself but points to other name servers: {nameServers}.',
  'dns-name-error': '{source} tells {destination} that the name {name} does not exist (NXDOMAIN).',
  'dns-server-failure':
    '{source} tells {destination} that it failed to find an answer for {name} (SERVFAIL); that does not mean that the name does not exist.',
  'dns-refused': '{source} refuses to answer the question of {destination} about {name} (REFUSED).',
  'dns-truncated':
    '{source} answers {destination} about {name}, but the answer is cut because it did not fit (TC flag); usually the question is then repeated over TCP.',
  'dns-error': '{source} answers the question of {destination} about {name} with an error (code {rcode}).',
  'dns-error-nameless': '{source} answers {destination} with a DNS error (code {rcode}).',
  'dns-notified':
    '{source} confirms to {destination} that it was told of a change in the zone {name} (NOTIFY).',
  'dns-updated':
    '{source} confirms to {destination} that it has carried out the change of the zone {name} (UPDATE).',
  'dns-response-other': '{source} sends {destination} a DNS response in which no answer can be read.',
  'mdns-answer': '{source} announces to the local network by mDNS: {announced}.',
  'dns-answered': 'This answers the question in No. {answeredFrame}, {roundTrip} later.',
  'dns-answered-untimed': 'This answers the question in No. {answeredFrame}.',
  'dns-answered-again': 'The same question was already answered in No. {firstAnswerFrame}.',
  'dns-unsolicited': 'Its question has not been found up to here.',
  'dns-in-segment-query': 'The segment completes a DNS question over TCP: the {type} record of {name}.',
  'dns-in-segment-answer':
    'The segment completes a DNS answer over TCP about the {type} record of {name}: {records}.',
  'dns-in-segment-no-data':
    'The segment completes a DNS answer over TCP: for {name} it gives no {type} record.',
  'dns-in-segment-name-error':
    'The segment completes a DNS answer over TCP: the name {name} does not exist (NXDOMAIN).',
  'dns-in-segment-failed':
    'The segment completes a DNS answer over TCP about the {type} record of {name}: an error (code {rcode}).',
  'dns-in-segment-response':
    'The segment completes a DNS response over TCP about the {type} record of {name}.',
  'dns-in-segment-answered': 'The question was completed in No. {questionFrame}, {questionTime} earlier.',
  'dns-in-segment-more': 'In all, this segment completes {messageCount} DNS messages.',
  'dns-other-port':
    'Its port is not 53; the message is recognised as DNS by its content, as with the resolver inside a container.',
  'dns-name-error-alias':
    '{source} tells {destination} that {name} is an alias (CNAME) of {alias}, and that this name does not exist (NXDOMAIN).',
};
