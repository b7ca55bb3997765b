"""What happens in each story, told with the lab's machines."""
import random
import sys

from lab import PROGRAMS, SCRATCH, Program, run, write


def lookup(lab):
    lab.capture('mesin1', 'mesin2')
    for name in ('mesin1', 'mesin2'):
        lab[name].python('socket_info.py').finish().printed("('103.94.189.4', 80)")


def echo(lab, server=('0.0.0.0', 10000), client=('172.18.0.2', 10000), capture=True, **capture_options):
    if capture:
        lab.capture('mesin1', 'mesin2', **capture_options)
    serving = lab['mesin1'].python('server.py', *server).printed('waiting for a connection')
    lab['mesin2'].python('client.py', *client).finish().printed('closing')
    serving.printed('waiting for a connection', 2)
    return serving


def unread(lab):
    lab.capture('mesin1', 'mesin2')
    serving = lab['mesin1'].python('server.py', '0.0.0.0', 32444).printed('waiting for a connection')
    lab['mesin2'].python('client_file.py', '172.18.0.2', 32444, 'file_dikirim.txt', 'unread').finish()
    serving.printed('ERROR: [Errno 104] Connection reset by peer').printed('closing')


def two_clients(lab):
    lab.capture('mesin1', 'mesin2', 'mesin3')
    serving = lab['mesin1'].python('server.py', '0.0.0.0', 32444).printed('waiting for a connection')
    first = lab['mesin2'].python('client_file.py', '172.18.0.2', 32444, 'file_mesin2.txt', '0.6').printed('sending')
    second = lab['mesin3'].python('client_file.py', '172.18.0.2', 32444, 'file_mesin3.txt', '0.6')
    first.finish()
    second.finish()
    serving.printed('waiting for a connection', 3)


def refused(lab):
    lab.capture('mesin1', 'mesin2')
    lab['mesin2'].python('client.py', '172.18.0.2', 10000).finish().printed('[Errno 111] Connection refused')


def four_frame_close(lab):
    echo(lab, server=('0.0.0.0', 10000, 0.5), client=('172.18.0.2', 10000, 'half-close'))


def ipv6_echo(lab):
    echo(lab, server=('::', 10000), client=('mesin1.its.ac.id', 10000))


def any_interface(lab):
    lab.capture('mesin1', interface='any', options=('-y', 'LINUX_SLL2'))
    lab.capture('mesin1', interface='any', options=('-y', 'LINUX_SLL'), suffix='-sll')
    lab.capture('switch', interface='any', options=('-y', 'LINUX_SLL2'))
    lab.up()
    echo(lab, capture=False)


def nanosecond(lab):
    echo(lab, options=('--time-stamp-precision=nano',))


def lossy(lab):
    file = f'{SCRATCH}/numbered_lines.txt'
    write(file, run(sys.executable, f'{PROGRAMS}/numbered_lines.py'))
    for machine in lab.machines.values():
        machine.do('ip', 'link', 'set', 'eth0', 'mtu', '576')
    lab.link({'seed': '10', 'delay': [0.005, 0.005], 'only': 'tcp', 'drop': 0.05, 'duplicate': 0.04, 'late': 0.06,
              'second_copy': 0.001, 'late_by': 0.008}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    serving = lab['mesin1'].python('receive_file.py', '0.0.0.0', 10000).printed('waiting for a connection')
    lab['mesin2'].python('send_file.py', '172.18.0.2', 10000, file).finish()
    serving.finish().printed('received 60200 bytes')


def delayed(lab):
    lab.link({'seed': '11', 'delay': [0.012, 0.003], 'jitter': [0.002, 0.0005]}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    serving = lab['mesin1'].python('server.py', '0.0.0.0', 10000, traced=True).printed('waiting for a connection')
    lab['mesin2'].python('client.py', '172.18.0.2', 10000, traced=True).finish().printed('closing')
    serving.printed('waiting for a connection', 2)


def delayed_reset(lab, rule=None, ending='unread', port=32444):
    lab.link({'seed': '11b', 'delay': [0.004, 0.009], 'jitter': [0.001, 0.001], **(rule or {})}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    serving = lab['mesin1'].python('server.py', '0.0.0.0', port, traced=True).printed('waiting for a connection')
    lab['mesin2'].python('client_file.py', '172.18.0.2', port, 'file_dikirim.txt', ending, traced=True).finish()
    return serving


def reset_arrives(lab):
    delayed_reset(lab).printed('ERROR: [Errno 104] Connection reset by peer').printed('closing')


def lost_reset(lab):
    # what the server sent last stays unacknowledged; when it sends that again, a second reset answers
    delayed_reset(lab, {'drop_first': {'interface': 1, 'flags': 'R'}}).printed('ERROR: [Errno 104] Connection reset by peer')


def forged_reset(lab):
    delayed_reset(lab, {'forge_after': {'interface': 0, 'payloads': 2}}, '0.5').printed('[Errno 104]')


def shifted(offset, drift=0):
    def story(lab):
        lab.link({'seed': '12', 'delay': [0.005, 0.005], 'jitter': [0.004, 0.004], 'only': 'tcp', 'drop': 0.03}, 'mesin1', 'mesin2')
        lab.clocks['mesin2'] = (offset, drift)
        if drift:
            lab.capture('mesin1', 'mesin2')
            serving = lab['mesin1'].python('server.py', '0.0.0.0', 10000).printed('waiting for a connection')
            lab['mesin2'].python('pulse.py', '172.18.0.2', 10000, 16, 6).process.wait(150)
            serving.printed('waiting for a connection', 2)
        else:
            echo(lab)
    return story


BAD = {'drop': 0.04, 'duplicate': 0.06, 'late': 0.09, 'second_copy': 0.002, 'late_by': 0.009}


def send_lines(lab, lines, to='172.18.0.2', port=10000, mtu='576', listen=10000, client='mesin2', log=None):
    """A part of numbered_lines' file from the client to mesin1."""
    file = f'{SCRATCH}/{client}-{port}.txt'
    write(file, ''.join(run(sys.executable, f'{PROGRAMS}/numbered_lines.py').splitlines(True)[:lines]))
    for name in ('mesin1', client) if mtu else ():
        lab[name].do('ip', 'link', 'set', 'eth0', 'mtu', mtu)
    serving = lab['mesin1'].python('receive_file.py', '0.0.0.0', listen, log=log).printed('waiting for a connection')
    lab[client].python('send_file.py', to, port, file).finish()
    serving.finish().printed(f'received {lines * 70} bytes')


def duplicated(lab):
    lab.link({'seed': '13', 'delay': [0.005, 0.008], 'jitter': [0.001, 0.001], **BAD}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    send_lines(lab, 300)


def across_router(lab, inside, rules, port):
    """The client or the server behind the router, captured at both machines and on both sides of the router."""
    server_inside = inside == 'mesin1'
    lab.add('mesin1', 2, **({'network': '192.168.7', 'bits': 24} if server_inside else {}))
    lab.add('mesin2', 3, **({} if server_inside else {'network': '192.168.7', 'bits': 24}))
    router = lab.add_router(('192.168.7.1', 24), ('172.18.0.254', 16))
    for rule in rules:
        router.do('nft', rule)
    lab.up()
    lab[inside].do('ip', 'route', 'add', 'default', 'via', '192.168.7.1')
    outside = 'mesin2' if server_inside else 'mesin1'
    bad = {'delay': [0.003, 0.006], 'jitter': [0.001, 0.001], 'drop': 0.04, 'duplicate': 0.03, 'late': 0.04, 'only': 'tcp'}
    lab.link({'seed': '14 inside', **bad}, inside, 'router-inside', log='link-inside.tsv')
    lab.link({'seed': '14 outside', **bad}, 'router-outside', outside, log='link-outside.tsv')
    lab.capture('mesin1', 'mesin2')
    for side in ('inside', 'outside'):
        lab.capture('router', interface=side, suffix=f'-{side}')
    send_lines(lab, 60, to='172.18.0.254' if server_inside else '172.18.0.2', port=port)


def nat(lab):
    across_router(lab, 'mesin2', [
        'add table ip nat', 'add chain ip nat post { type nat hook postrouting priority srcnat ; }',
        'add rule ip nat post oifname "outside" meta l4proto tcp masquerade to :61000-61999',
    ], 10000)


def published(lab):
    across_router(lab, 'mesin1', [
        'add table ip nat', 'add chain ip nat pre { type nat hook prerouting priority dstnat ; }',
        'add rule ip nat pre iifname "outside" tcp dport 8080 dnat to 192.168.7.2:10000',
    ], 8080)


def offloaded(lab, machine, features):
    lab[machine].offload(*features)
    lab.offloading += [machine]
    lab.link({'seed': '15', 'delay': [0.004, 0.002], 'only': 'tcp', 'drop': 0.02}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    send_lines(lab, 860, mtu=None)


def split(lab):
    offloaded(lab, 'mesin2', ('tx', 'tso', 'gso'))


def merged(lab):
    # the card waits 2 ms for segments that it can merge with those it has
    for knob, value in (('napi_defer_hard_irqs', 10), ('gro_flush_timeout', 2000000)):
        run('ip', 'netns', 'exec', 'mesin1', 'sh', '-c', f'echo {value} > /sys/class/net/eth0/{knob}')
    offloaded(lab, 'mesin1', ('rx', 'gro'))


def three_machines(server):
    def story(lab):
        lab.link({'seed': '16', 'delay': [0.004, 0.009, 0.015], 'jitter': [0.001, 0.001, 0.001]}, 'mesin1', 'mesin2', 'mesin3')
        lab.capture('mesin1', 'mesin2', 'mesin3')
        serving = lab['mesin1'].python(server, '0.0.0.0', 32444, traced=True).printed('waiting for a connection')
        first = lab['mesin2'].python('client_file.py', '172.18.0.2', 32444, 'file_mesin2.txt', '0.6', traced=True).printed('sending')
        second = lab['mesin3'].python('client_file.py', '172.18.0.2', 32444, 'file_mesin3.txt', '0.6', traced=True)
        first.finish()
        second.finish()
        serving.printed("received b''", 2)
    return story


def datagrams(lab):
    lab.link({'seed': '19', 'delay': [0.004, 0.007], 'jitter': [0.001, 0.001], 'drop': 0.12, 'duplicate': 0.12, 'late': 0.1,
              'second_copy': 0.002}, 'mesin1', 'mesin2')
    lab.start_dns('mesin1', '172.18.0.2')
    with open('/etc/resolv.conf', 'a') as f:
        f.write('options timeout:1 attempts:5\n')
    lab.capture('mesin1', 'mesin2')
    lab['mesin1'].python('datagrams.py', 'serve', 9000).printed('waiting')
    for _ in range(2):
        lab['mesin2'].python('socket_info.py').finish().printed("('103.94.189.4', 80)")
    lab['mesin2'].python('datagrams.py', '172.18.0.2', 9000, 12).finish()
    Program(lab['mesin2'].inside(['ping', '-n', '-c', '10', '-i', '0.1', '-W', '1', '172.18.0.2']), f'{SCRATCH}/ping.log').finish()


def missed(lab):
    def missing(recording):
        frames = range(4, len(recording.frames['mesin1']) - 8)
        recording.remove('mesin1', random.Random('20').sample(frames, 7))
        recording.count_drops('mesin1')
    lab.missing = missing
    lab.link({'seed': '20 missed', 'delay': [0.005, 0.008], 'jitter': [0.001, 0.001], 'only': 'tcp', 'drop': 0.06}, 'mesin1', 'mesin2')
    lab.capture('mesin1', 'mesin2')
    send_lines(lab, 250)


LINK = {'bridge': False}
ROUTER = {'names': (), 'bridge': False, 'up': False}

STORIES = {
    '01-name-lookup': (lookup, {'dns': True}),
    '02-echo': (echo, {}),
    '03-reset-unread-data': (unread, {}),
    '04-two-clients': (two_clients, {'names': ('mesin1', 'mesin2', 'mesin3')}),
    '05-refused': (refused, {}),
    '06-four-frame-close': (four_frame_close, {}),
    '07-ipv6': (ipv6_echo, {'dns': True, 'ipv6': True}),
    '08-any': (any_interface, {'ipv6': True, 'up': False}),
    '09-nanosecond': (nanosecond, {}),
    '10-lossy': (lossy, LINK),
    '11-delayed-link': (delayed, LINK),
    '11b-reset-unread-data': (reset_arrives, LINK),
    '12-shifted-clock': (shifted(3.25), LINK),
    '12b-shifted-by-hours': (shifted(-25200.75), LINK),
    '12c-drifting-clock': (shifted(0.4, 4e-5), LINK),
    '13-duplicated-and-reordered': (duplicated, LINK),
    '14-nat': (nat, ROUTER),
    '14b-published-port': (published, ROUTER),
    '15-offload': (split, LINK),
    '15b-merged': (merged, LINK),
    '16-three-machines': (three_machines('server.py'), {'names': ('mesin1', 'mesin2', 'mesin3'), **LINK}),
    '17-threaded-server': (three_machines('threaded_server.py'), {'names': ('mesin1', 'mesin2', 'mesin3'), **LINK}),
    '18-lost-reset': (lost_reset, LINK),
    '18b-forged-reset': (forged_reset, LINK),
    '19-datagrams': (datagrams, LINK),
    '20-missed-by-the-capture': (missed, LINK),
}
