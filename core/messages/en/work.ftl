# The server's work: its queue, memory, devices and disk.

work-queue-full = The queue is full: { $most } runs are training or waiting on this server. Try again in a minute.
work-no-room = { $what } needs about { $needed } MB of memory. This server uses { $used } MB of its { $limit } MB and begins nothing that would bring it above { $most }%. Wait until other runs have ended, delete runs of yours, or choose a smaller batch size or network.
work-what-run = The run
work-what-saved-run = The saved run
work-what-going-on = Going on with this run
work-what-walk = A mini-batch line by line
work-what-file = The file
work-paused = Paused by the server, whose memory is almost full ({ $used } of { $limit } MB). Nothing is lost: press Play when other runs have ended.

work-memory-full = The memory of this computer is full. Try again when other runs have ended.
work-stopped = Stopped.
work-fault = It broke off because of a fault in the program; the server's log has it.

work-no-device = There is no { $device } device here, so this run uses the CPU.
work-cpu = CPU ({ $cores ->
    [one] 1 core
   *[other] { $cores } cores
    })

work-not-written = { $name } could not be written to the disk: { $reason }. What was there before is kept. Free space, and try again.
