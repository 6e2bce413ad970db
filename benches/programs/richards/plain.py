# group: classes
"""Richards: the scheduler of a small operating system, with tasks that pass packets to each other."""
from micropython import const

IDLE = const(0)
WORKER = const(1)
HANDLER_A = const(2)
HANDLER_B = const(3)
DEVICE_A = const(4)
DEVICE_B = const(5)


class Packet:
    def __init__(self, owner, is_work):
        self.following = None
        self.owner = owner
        self.is_work = is_work
        self.datum = 0
        self.data = [0, 0, 0, 0]


def appended(queue, packet):
    """The queue with the packet at its end."""
    packet.following = None
    if queue is None:
        return packet
    at = queue
    while at.following is not None:
        at = at.following
    at.following = packet
    return queue


class Task:
    def __init__(self, number, priority):
        self.number = number
        self.priority = priority
        self.queue = None
        self.holding = False
        self.waiting = False

    def work(self, system, packet):
        """Does its part; whether it goes on at once."""
        return False

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.following
        return packet

    def ready(self):
        return not self.holding and (not self.waiting or self.queue is not None)


class Idle(Task):
    def __init__(self, count):
        super().__init__(IDLE, 0)
        self.count = count
        self.control = 1

    def work(self, system, packet):
        self.count -= 1
        if self.count == 0:
            self.holding = True
        elif self.control & 1:
            self.control = self.control >> 1 ^ 0xD008
            system.tasks[DEVICE_B].holding = False
        else:
            self.control >>= 1
            system.tasks[DEVICE_A].holding = False
        return False


class Worker(Task):
    def __init__(self):
        super().__init__(WORKER, 1000)
        self.target = HANDLER_A
        self.letter = 0

    def work(self, system, packet):
        if packet is None:
            self.waiting = True
            return False
        self.target = HANDLER_A + HANDLER_B - self.target
        packet.datum = 0
        for i in range(len(packet.data)):
            self.letter = self.letter % 26 + 1
            packet.data[i] = self.letter
        system.send(self, self.target, packet)
        return True


class Handler(Task):
    def __init__(self, number, priority, device):
        super().__init__(number, priority)
        self.device = device
        self.works = None
        self.devices = None

    def work(self, system, packet):
        if packet is not None:
            if packet.is_work:
                self.works = appended(self.works, packet)
            else:
                self.devices = appended(self.devices, packet)
        work = self.works
        if work is not None:
            count = work.datum
            if count >= len(work.data):
                self.works = work.following
                system.send(self, WORKER, work)
                return True
            free = self.devices
            if free is not None:
                self.devices = free.following
                free.datum = work.data[count]
                work.datum = count + 1
                system.send(self, self.device, free)
                return True
        self.waiting = True
        return False


class Device(Task):
    def __init__(self, number, priority):
        super().__init__(number, priority)
        self.pending = None

    def work(self, system, packet):
        if packet is None:
            pending = self.pending
            if pending is None:
                self.waiting = True
                return False
            self.pending = None
            system.send(self, pending.owner, pending)
            return True
        self.pending = packet
        self.holding = True
        return False


class System:
    def __init__(self, count):
        self.tasks = [
            Idle(count), Worker(), Handler(HANDLER_A, 2000, DEVICE_A), Handler(HANDLER_B, 3000, DEVICE_B),
            Device(DEVICE_A, 4000), Device(DEVICE_B, 5000),
        ]
        self.sent = 0
        self.turns = 0

    def send(self, source, target, packet):
        self.sent += 1
        task = self.tasks[target]
        task.queue = appended(task.queue, packet)
        packet.owner = source.number

    def run(self):
        while True:
            best = None
            for task in self.tasks:
                if task.ready() and (best is None or task.priority > best.priority):
                    best = task
            if best is None:
                return
            best.waiting = False
            packet = best.take()
            while best.work(self, packet):
                packet = best.take()
            self.turns += 1


def run():
    system = System(120)
    for target, is_work, count in ((WORKER, True, 2), (HANDLER_A, False, 3), (HANDLER_B, False, 3)):
        for _ in range(count):
            owner = WORKER if is_work else target + 2
            task = system.tasks[target]
            task.queue = appended(task.queue, Packet(owner, is_work))
    system.run()
    return system.turns, system.sent
