"""Machines made of network namespaces, and what happens between them: captures, links, a router, programs."""
import json
import os
import signal
import subprocess
import sys
import time

from truth import Recording

SAMPLES = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(SAMPLES, 'programs')
SCRATCH = '/run/recording'
NAME = 'www.its.ac.id'
IPV6_NETWORK = '2001:db8:172:18::'


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(f'{" ".join(command)}: {done.stdout.strip()}')
    return done.stdout


def wait_for(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f'waited {seconds} s in vain: {what}')
        time.sleep(0.02)


def content(path):
    with open(path, errors='replace') as f:
        return f.read()


def write(path, text):
    with open(path, 'w') as f:
        f.write(text)


class Program:
    """A running program whose standard output and error go to one file."""

    def __init__(self, command, log, cwd=PROGRAMS):
        self.command, self.log = command, log
        with open(log, 'a') as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd)

    def printed(self, text, times=1):
        def condition():
            found = content(self.log).count(text) >= times
            if not found and self.process.poll() is not None:
                raise RuntimeError(f'{self.command} ended without printing {text!r}: {content(self.log)}')
            return found
        wait_for(f'{self.command} to print {text!r}', condition)
        return self

    def finish(self):
        self.process.wait(timeout=60)
        return self

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.finish()


# segments as they travel: one frame a segment, checksums filled in
NO_OFFLOAD = [word for offload in ('tx', 'rx', 'tso', 'gso', 'gro') for word in (offload, 'off')]


class Machine:
    """A network namespace with interfaces (mostly one, eth0) whose other ends stay with us."""

    def __init__(self, name, host, ipv6=False, network='172.18.0', bits=16):
        self.name, self.outside = name, f'to-{name}'
        self.outsides, self.addresses = {}, {}
        run('ip', 'netns', 'add', name)
        self.do('sh', '-c', f'cd /proc/sys/net/ipv6/conf && for i in all default; do echo {int(not ipv6)} > $i/disable_ipv6; done')
        if host:
            self.attach('eth0', self.outside, f'{network}.{host}', bits)
        if ipv6:
            self.do('ip', 'address', 'add', f'{IPV6_NETWORK}{host:x}/64', 'dev', 'eth0')

    def attach(self, interface, outside, address, bits):
        self.outsides[interface] = outside
        run('ip', 'link', 'add', outside, 'type', 'veth', 'peer', 'name', interface, 'netns', self.name)
        self.addresses[interface] = '02:42:' + ':'.join(f'{int(byte):02x}' for byte in address.split('.'))
        self.do('ip', 'link', 'set', interface, 'address', self.addresses[interface])
        self.do('ip', 'address', 'add', f'{address}/{bits}', 'dev', interface)
        self.do('ethtool', '-K', interface, *NO_OFFLOAD)
        run('ethtool', '-K', outside, *NO_OFFLOAD)

    def offload(self, *features):
        """Lets its card split or merge segments. Between it and the link they are single segments, with checksums."""
        run('ip', 'link', 'add', f'split-{self.name}', 'type', 'bridge', 'mcast_snooping', '0')
        run('ip', 'link', 'add', f'near-{self.name}', 'type', 'veth', 'peer', 'name', f'far-{self.name}')
        for end in ('near', 'far'):
            run('ethtool', '-K', f'{end}-{self.name}', *NO_OFFLOAD)
        for port in (self.outside, f'near-{self.name}'):
            run('ip', 'link', 'set', port, 'master', f'split-{self.name}')
        for interface in (f'split-{self.name}', f'near-{self.name}', f'far-{self.name}'):
            run('ip', 'link', 'set', interface, 'up')
        self.outsides['eth0'] = f'far-{self.name}'
        self.do('ethtool', '-K', 'eth0', *(word for feature in features for word in (feature, 'on')))

    def inside(self, command):
        return ['nsenter', f'--net=/run/netns/{self.name}', '--', *command]

    def do(self, *command):
        return run(*self.inside(command))

    def python(self, program, *arguments, traced=False, log=None):
        """Starts one of our programs, its output appended to this machine's log, its system calls to a record beside it."""
        command = [sys.executable, '-u', f'{PROGRAMS}/{program}', *map(str, arguments)]
        if traced:
            record = f'{SCRATCH}/out/{self.name}.strace'
            command = ['strace', '-f', '-tt', '-e', 'trace=network,read,write', '-A', '-o', record, *command]
        return Program(self.inside(command), f'{SCRATCH}/out/{log or self.name}.log')


class Lab:
    """Machines mesin1 (172.18.0.2), mesin2 (.3), mesin3 (.4) and a DNS server (.53) on a bridge."""

    def __init__(self, names=('mesin1', 'mesin2'), dns=False, ipv6=False, bridge=True, up=True):
        self.captures, self.machines = [], {}
        # what the truth of a recording is made of: captures by label, links, routers, and what is done to the captures after it
        self.labels, self.links, self.routers, self.offloading, self.clocks, self.missing = {}, [], [], [], {}, None
        self.about = None
        hosts = {'mesin1': 2, 'mesin2': 3, 'mesin3': 4}
        if bridge:
            run('ip', 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0')
            run('ip', 'link', 'set', 'br0', 'up')
        for name in names:
            self.add(name, hosts[name], ipv6, bridge)
        if dns:
            self.add('dns', 53, ipv6, bridge)
        if up:
            self.up()
        if dns:
            self.start_dns('dns', IPV6_NETWORK + '35' if ipv6 else '172.18.0.53')

    def add(self, name, host, ipv6=False, bridge=False, **network):
        machine = self.machines[name] = Machine(name, host, ipv6, **network)
        if bridge:
            run('ip', 'link', 'set', machine.outside, 'master', 'br0')

    def __getitem__(self, name):
        return self.machines[name]

    def up(self):
        for machine in self.machines.values():
            machine.do('ip', 'link', 'set', 'lo', 'up')
            for interface, outside in machine.outsides.items():
                run('ip', 'link', 'set', machine.outside if interface == 'eth0' else outside, 'up')
                machine.do('ip', 'link', 'set', interface, 'up')
        for machine in self.machines.values():
            for interface in machine.outsides:
                wait_for(f'link of {machine.name}', lambda: 'state UP' in machine.do('ip', 'link', 'show', interface))
            if not machine.outsides.get('eth0'):
                continue
            wait_for(f'addresses of {machine.name}', lambda: 'tentative' not in machine.do('ip', 'address', 'show', 'eth0'))

    def start_dns(self, name, address):
        records = [f'--host-record={NAME},103.94.189.4', f'--host-record=mesin1.its.ac.id,{IPV6_NETWORK}2']
        write('/etc/resolv.conf', f'nameserver {address}\n')
        Program(self[name].inside([
            'dnsmasq', '--keep-in-foreground', '--log-facility=-', '--conf-file=/dev/null', '--pid-file', '--no-hosts',
            '--no-resolv', '--local=/its.ac.id/', '--local-ttl=300', *records,
        ]), f'{SCRATCH}/dnsmasq.log').printed('started')

    def add_router(self, inside, outside):
        """A machine `router` with the interfaces `inside` and `outside`, which routes between them."""
        router = self.machines['router'] = Machine('router', None)
        for interface, (address, bits) in (('inside', inside), ('outside', outside)):
            router.attach(interface, f'to-{interface}', address, bits)
        router.do('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
        self.routers.append(('router-inside', 'router-outside'))
        return router

    def link(self, rule, *sides, log='link.tsv'):
        """Starts link.py between these machines; a router's side is named as its capture is."""
        interfaces = {}
        for side in sides:
            name, _, interface = side.partition('-')
            interfaces[self[name].outsides[interface or 'eth0']] = side
        file = f'{SCRATCH}/out/{log}'
        link = Program([sys.executable, '-u', f'{PROGRAMS}/link.py', json.dumps(rule), *interfaces], file)
        self.links.append((link.printed('number'), file, interfaces))

    def capture(self, *names, options=(), interface='eth0', suffix=''):
        """Starts tcpdump on these machines ('switch': outside of them), and waits until it listens."""
        for name in names:
            file = f'{SCRATCH}/out/{name}{suffix}.pcap'
            if name != 'switch' and interface in self[name].addresses:
                self.labels[f'{name}{suffix}'] = (file, self[name].addresses[interface])
            command = ['tcpdump', '-Z', 'root', '-n', '-i', interface, '-U', '--immediate-mode', '-B', '16384', *options, '-w', file]
            command = command if name == 'switch' else self[name].inside(command)
            log = f'{SCRATCH}/{name}{suffix}.tcpdump'
            self.captures.append((Program(command, log).printed('listening on'), file))

    def end_captures(self):
        """Stops the captures once nothing more arrives; refuses captures that missed frames."""
        sizes, since = None, time.monotonic()

        def quiet():
            nonlocal sizes, since
            now = [os.path.getsize(file) for _, file in self.captures]
            if now != sizes:
                sizes, since = now, time.monotonic()
            return time.monotonic() - since > 0.4
        wait_for('the captures to fall quiet', quiet)
        if self.links:
            for link, log, _ in self.links:
                if link.stop().process.returncode:
                    raise RuntimeError(f'the link failed: {content(log)[-1000:]}')
            since = time.monotonic()
            wait_for('the captures to fall quiet', quiet)
        for tcpdump, _ in self.captures:
            tcpdump.stop(signal.SIGINT).printed('0 packets dropped by kernel')

    def tell_truth(self):
        """Gives the captures their clocks and gaps, and writes what truly became of each packet."""
        links = [(log, interfaces) for _, log, interfaces in self.links]
        recording = Recording(dict(sorted(self.labels.items())), links, self.routers, self.offloading)
        for label, clock in self.clocks.items():
            recording.shift(label, *clock)
        if self.missing:
            self.missing(recording)
        recording.write(f'{SCRATCH}/out/truth.json', self.about)
