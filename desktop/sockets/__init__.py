"""The live view of the sockets: who calls what, what waits in the kernel, which bytes went where."""
