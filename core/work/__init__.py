"""Who works when: workers, long tasks in slices, memory, devices, and files that are written whole or not at all."""
