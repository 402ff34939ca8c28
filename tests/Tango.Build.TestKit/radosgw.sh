#!/usr/bin/env bash
# Starts Ceph's object gateway, a server for S3, with all that it needs in a folder and in memory; prints "ready" when it answers, and ends all of it at the end of its input.
# Usage: radosgw.sh FOLDER MONITOR-PORT PORT. Needs the Debian packages radosgw, ceph-mon, ceph-osd. Users: test/testtest, who may do all, and reader/readread.
set -euo pipefail
folder=$1 monitor=$2 port=$3
mkdir -p "$folder"/{mon,osd,log,run}
cd "$folder"

down() {
  for daemon in client.rgw osd.0 mon.a; do
    if [[ -s run/$daemon.pid ]]; then kill -9 "$(cat "run/$daemon.pid")" || true; fi
  done
}
trap down EXIT

cluster=$(cat /proc/sys/kernel/random/uuid)
osd=$(cat /proc/sys/kernel/random/uuid)
cat > ceph.conf << CONF
[global]
fsid = $cluster
mon host = v1:127.0.0.1:$monitor
public addr = 127.0.0.1
ms bind msgr2 = false
auth supported = none
osd pool default size = 1
osd pool default pg num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
run dir = $folder/run
log file = $folder/log/\$name.log
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
keyring = $folder/keyring
[mon.a]
host = localhost
mon data = $folder/mon
[osd.0]
host = localhost
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port
CONF

start() {
  ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  monmaptool --create --fsid "$cluster" --addv a "[v1:127.0.0.1:$monitor]" monmap --clobber
  ceph-mon -c "$folder/ceph.conf" --mkfs -i a --monmap monmap --keyring keyring
  ceph-mon -c "$folder/ceph.conf" -i a
  timeout 300 ceph -c "$folder/ceph.conf" osd new "$osd"
  ceph-osd -c "$folder/ceph.conf" -i 0 --mkfs --osd-uuid "$osd"
  ceph-osd -c "$folder/ceph.conf" -i 0
  radosgw -c "$folder/ceph.conf" -n client.rgw
  for user in test/testtest reader/readread; do
    timeout 300 radosgw-admin -c "$folder/ceph.conf" user create --uid="${user%/*}" --display-name="${user%/*}" --access-key="${user%/*}" --secret-key="${user#*/}"
  done
  # A busy machine takes minutes for what takes seconds.
  until (exec 3<> "/dev/tcp/127.0.0.1/$port"); do
    if ((SECONDS > 300)); then exit 1; fi
    read -rt 0.1 <> <(:) || true
  done
}
# Beside this script: behind || no command in it would end it.
start > log/start.log 2>&1 < /dev/null &
wait $! || { cat log/start.log >&2; exit 1; }
echo ready
cat > /dev/null
