from ... import units
import robot.drive.motor
import sys

print("pwm", hasattr(robot, "drive"), "robot.drive.motor" in sys.modules)


def duty(part: float) -> float:
    return part * 0.5


def owner():
    return robot.drive.motor.Motor
