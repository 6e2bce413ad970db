# group: float
"""A PID controller that holds a heater's temperature."""


class Pid:
    kp: float
    ki: float
    kd: float
    integral: float
    last: float

    def __init__(self, kp: float, ki: float, kd: float):
        self.kp = kp
        self.ki = ki
        self.kd = kd
        self.integral = 0.0
        self.last = 0.0

    def update(self, target: float, value: float, dt: float) -> float:
        error = target - value
        self.integral += error * dt
        if self.integral > 50.0:
            self.integral = 50.0
        elif self.integral < -50.0:
            self.integral = -50.0
        slope = (error - self.last) / dt
        self.last = error
        output = self.kp * error + self.ki * self.integral + self.kd * slope
        return min(max(output, 0.0), 100.0)


def run() -> int:
    pid = Pid(4.0, 0.8, 0.5)
    temperature = 20.0
    total = 0.0
    for i in range(500):
        target = 60.0 if i < 250 else 45.0
        power = pid.update(target, temperature, 0.1)
        temperature += (power * 0.6 - (temperature - 20.0) * 0.5) * 0.1
        total += power
    return int(temperature * 100.0) * 10 + int(total) % 10
