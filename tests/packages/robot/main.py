import sys
import robot
print(robot.__name__, robot.__path__, robot.VERSION)
import robot.drive.motor.pwm as pwm
print(pwm.__name__, pwm.duty(0.25), "robot.sensors" in sys.modules)
from robot.drive import Drive
from robot.sensors import imu, read_all

drive = Drive(2)
print(drive.forward(3), drive.motors[1].turned, read_all(drive))
print(imu.heading(drive), robot.drive.motor.pwm is pwm)
import robot.plugins.extra
print(robot.plugins.extra.NAME, hasattr(robot.plugins, "__file__"))
try:
    from robot import missing
except ImportError as error:
    print(error)
try:
    import robot.drive.absent
except ImportError as error:
    print(error)
try:
    robot.sensors.imu.broken()
except ImportError as error:
    print("ImportError")
