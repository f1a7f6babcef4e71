# What the server answers before any page is asked.

guard-no-address = There is no such address.
guard-stopped = Nothing more of the file came: bring it again.
guard-page-closed = The page that this file is for is not open any more: reload it.
guard-too-large = Files of up to { $most } MB can be brought, together: this is more.
guard-too-many = At most { $most } files can be brought at once: bring more as a zip.
guard-others = Others are bringing large files just now: try again in a minute.
