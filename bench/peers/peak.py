"""Peak memory of this process, MiB."""
import resource


def peak_mebibytes():
    # Linux's maxrss is never below what the parent held when it started the process; VmHWM is of this program alone.
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
