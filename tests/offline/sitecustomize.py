"""On the path of a kernel under test: its network is blocked before it starts."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from guard import blocked_sockets

blocked_sockets()
