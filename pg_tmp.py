import subprocess, sys
from tests.support.databases import PostgresDatabases

p = PostgresDatabases()
try:
    url = p.migrated()
    subprocess.run([sys.executable, "/tmp/micro.py", url] + sys.argv[1:])
finally:
    p.stop()
