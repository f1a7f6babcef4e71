"""The device that a run computes on, and the number of threads that torch uses."""

import os

import torch

from core.messages import Message, literal

THREADS = (
    1  # per training thread. With 2 and any other load on 2 cores a step of lesson 000 becomes 10 to 70 times slower.
)


def use_one_thread() -> None:
    """Let torch compute in one thread when called from this thread; the setting belongs to the calling thread."""
    torch.set_num_threads(THREADS)


def pick_device(choice: str) -> tuple[torch.device, Message | None]:
    """Return (device, remark): the chosen device and None, or the CPU and why when that device does not exist."""
    gpu = accelerator()
    if choice == "cpu" or (choice == "auto" and gpu is None):
        return torch.device("cpu"), None
    if gpu is not None and choice in ("auto", gpu.type):
        return gpu, None
    return torch.device("cpu"), Message("work-no-device", device=choice)


def accelerator() -> torch.device | None:
    """The GPU of this machine, None where there is none."""
    return torch.accelerator.current_accelerator(check_available=True)


def describe_device() -> Message:
    """The device that "auto" takes."""
    device, _ = pick_device("auto")
    if device.type == "cuda":
        return literal(f"GPU ({torch.cuda.get_device_name(device)})")
    if device.type == "mps":
        return literal("GPU (Apple)")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Message("work-cpu", cores=cores)
