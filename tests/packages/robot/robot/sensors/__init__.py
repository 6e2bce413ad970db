from .imu import heading


def read_all(drive):
    return [heading(drive), len(drive.motors)]
