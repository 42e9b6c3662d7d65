"""Thousands of elections by chance, counted twice: see count_random.py. A seed
that finds something goes on finding it: count_long.py SEED."""
import sys
import time

import count_random
from house import done

seed = int(sys.argv[1]) if len(sys.argv) > 1 else int(time.time())
print(f"    seed {seed}")
count_random.all_of(10000, seed)
done()
