"""Stories that chance makes, each from its seed: the link, the clocks, who says what to whom, and what a capture misses."""
import random
import threading

from lab import SCRATCH, Program
from stories import send_lines


# kinds of conversation that chance chooses from: (lab, client, number) -> None
def chance_echo(lab, client, number):
    lab[client].python('client.py', '172.18.0.2', 10000).finish()


def chance_file(lab, client, number):
    lab[client].python('client_file.py', '172.18.0.2', 10000, 'file_mesin2.txt', '0.05').finish()


def chance_unread(lab, client, number):
    lab[client].python('client_file.py', '172.18.0.2', 10001, 'file_mesin3.txt', 'unread').finish()


def chance_refused(lab, client, number):
    lab[client].python('client.py', '172.18.0.2', 32000 + number).finish()


def chance_send(lab, client, number):
    port = 11000 + number
    send_lines(lab, 20 + 30 * (number % 20), port=port, listen=port, mtu=None, client=client, log=f'mesin1-{port}')


def chance_datagrams(lab, client, number):
    lab[client].python('datagrams.py', '172.18.0.2', 9000, 2 + number % 9).finish()


def chance_lookup(lab, client, number):
    lab[client].python('socket_info.py').finish()


def chance_ping(lab, client, number):
    command = ['ping', '-n', '-c', str(2 + number % 6), '-i', '0.05', '-W', '1', '172.18.0.2']
    Program(lab[client].inside(command), f'{SCRATCH}/{client}.ping').finish()


CONVERSATIONS = (chance_echo, chance_file, chance_unread, chance_refused, chance_send, chance_send, chance_datagrams, chance_lookup,
                 chance_ping)


def chance(seed):
    """A story that chance makes: (how it is told, what it needs)."""
    draw = random.Random(seed)
    names = ('mesin1', 'mesin2', 'mesin3')[:draw.choice((2, 2, 3))]
    rule = {
        'seed': seed, 'delay': [draw.uniform(0, 0.025) for _ in names],
        'jitter': [draw.choice((0, 0.001, 0.005)) * draw.random() for _ in names],
        'drop': draw.uniform(0, 0.05), 'duplicate': draw.uniform(0, 0.05), 'late': draw.uniform(0, 0.08),
        'second_copy': draw.uniform(0.0002, 0.01), 'late_by': draw.uniform(0.001, 0.025), 'only': draw.choice(('all', 'tcp')),
    }
    clocks = {}
    for name in names[1:]:
        offset = draw.choice((-1, 1)) * 10 ** draw.uniform(-3, 4.4)
        clocks[name] = (round(offset, 6), draw.choice((0, 0, 0, draw.uniform(-5e-5, 5e-5))))
    server = draw.choice(('server.py', 'threaded_server.py'))
    mtu = draw.choice(('576', '1500'))
    precision = draw.choice(('micro', 'micro', 'nano'))
    plans = {name: [(draw.choice(CONVERSATIONS), draw.randrange(100)) for _ in range(draw.randint(2, 6))] for name in names[1:]}
    gap = draw.choice(('none', 'none', 'none', 'none', 'start', 'end', 'missed'))
    gap_at, gap_part = draw.choice(names), draw.uniform(0.02, 0.2)

    def missing(recording):
        number = len(recording.frames[gap_at])
        some = max(1, round(number * gap_part))
        recording.remove(gap_at, {'start': range(some), 'end': range(number - some, number), 'none': (),
                                  'missed': draw.sample(range(1, number - 1), max(1, some // 8))}[gap])

    def story(lab):
        lab.about = {'rule': rule, 'gap': {'kind': gap, 'capture': gap_at} if gap != 'none' else None, 'server': server}
        lab.clocks, lab.missing = clocks, missing
        for machine in lab.machines.values():
            machine.do('ip', 'link', 'set', 'eth0', 'mtu', mtu)
        lab.link(rule, *names)
        lab.start_dns('mesin1', '172.18.0.2')
        with open('/etc/resolv.conf', 'a') as f:
            f.write('options timeout:1 attempts:5\n')
        lab.capture(*names, options=(f'--time-stamp-precision={precision}',))
        for number in (10000, 10001):
            lab['mesin1'].python(server, '0.0.0.0', number, log=f'mesin1-{number}').printed('waiting for a connection')
        lab['mesin1'].python('datagrams.py', 'serve', 9000, log='mesin1-9000').printed('waiting')
        failures = []

        def run_plan(name, plan):
            try:
                for place, (conversation, number) in enumerate(plan):
                    conversation(lab, name, number + 100 * place + 1000 * names.index(name))
            except Exception as error:
                failures.append(error)
        clients = [threading.Thread(target=run_plan, args=plan) for plan in plans.items()]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        if failures:
            raise failures[0]
    return story, {'names': names, 'bridge': False}
