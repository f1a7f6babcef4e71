"""What takes longer: killed processes, full disks, a soak, every lesson with every optimizer."""
