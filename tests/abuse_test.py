"""Some who want nothing or want to harm: abuse.py at a size for every day. Times
are for people to read; only what takes seconds is a fault."""
import abuse
from house import done

abuse.main(idle_count=1500, dripping_count=300, storm_clients=300,
           storm_rounds=4, login_rate=100, seconds=2, limit_s=10,
           memory_mib=600)
done()
