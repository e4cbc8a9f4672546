"""The live view: who calls what on which socket, what waits in the kernel, and whose bytes."""
