"""Ten thousand idle connections, three thousand dripping, a storm of ten thousand
that come back again and again, a thousand wrong logins a second: a person's
pages stay under half a second."""
import abuse
from house import done

abuse.main(idle_count=10000, dripping_count=3000, storm_clients=10000,
           storm_rounds=20, login_rate=1000, seconds=10, limit_s=0.5,
           memory_mib=1024)
done()
