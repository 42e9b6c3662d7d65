#!/bin/sh
# nginx_test.sh - packaging/nginx.conf.example with a real nginx in front of a
# real house: names, cookies, origins, addresses and long forms.
set -eu
cd "$(dirname "$0")/.."
CELLWORK=${CELLWORK-$PWD/build/cellwork}
PATH=$PATH:/usr/sbin

for tool in nginx openssl curl; do
	command -v $tool >/dev/null || {
		echo "skip nginx_test: $tool is not installed here"
		exit 77
	}
done

work=$(mktemp -d /tmp/cellwork-nginx-XXXXXX)
house= nginx=
end() {
	[ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true
	[ -z "$house" ] || kill "$house" 2>/dev/null || true
	wait
	rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM
mkdir "$work/tmp"
chmod 755 "$work"

failed=0
ok() {					# ok NAME COMMAND...
	name=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		echo "ok $name"
	else
		echo "not ok $name"
		sed 's/^/    /' "$work/said"
		failed=1
	fi
}

"$CELLWORK" demo "$work/house.db" --cells 10 >/dev/null 2>&1
"$CELLWORK" serve "$work/house.db" --listen 127.0.0.1:0 \
    --origin https://cellwork.example.org >"$work/house.out" 2>&1 &
house=$!
i=0
until grep -q answers "$work/house.out"; do
	i=$((i + 1))
	[ $i -lt 100 ] || { cat "$work/house.out"; exit 1; }
	sleep 0.1
done

# Port 0 cannot be told to a proxy: the house's own is looked up.
child=$(cat "/proc/$house/task/$house/children" | tr -d ' ')
inodes=$(ls -l "/proc/${child:-$house}/fd" |
    sed -n 's/.*socket:\[\([0-9]*\)\]$/\1/p')
port=$(for inode in $inodes; do
	awk -v inode="$inode" '$10 == inode && $4 == "0A" { print $2 }' \
	    /proc/net/tcp
done | sed 's/.*://' | head -n 1)
port=$(printf '%d' "0x$port")

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -subj /CN=cellwork.example.org -days 2 \
    -addext subjectAltName=DNS:cellwork.example.org \
    -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
# Below those that the system gives to whoever connects somewhere.
tls=$((20000 + $$ % 6000)) plain=$((26001 + $$ % 6000))
sed -e "s|/etc/letsencrypt/live/cellwork.example.org/fullchain.pem|$work/cert.pem|" \
    -e "s|/etc/letsencrypt/live/cellwork.example.org/privkey.pem|$work/key.pem|" \
    -e "s|127.0.0.1:8080|127.0.0.1:$port|" \
    -e "/listen \[::\]/d" -e "s|listen 443|listen 127.0.0.1:$tls|" \
    -e "s|listen 80|listen 127.0.0.1:$plain|" \
    packaging/nginx.conf.example >"$work/site.conf"
cat >"$work/nginx.conf" <<END
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events { }
http {
	client_body_temp_path $work/tmp;
	proxy_temp_path $work/tmp/proxy;
	fastcgi_temp_path $work/tmp/fastcgi;
	uwsgi_temp_path $work/tmp/uwsgi;
	scgi_temp_path $work/tmp/scgi;
	include $work/site.conf;
}
END
nginx -p "$work" -e "$work/error.log" -c "$work/nginx.conf" &
nginx=$!

home=https://cellwork.example.org
ask() {					# what curl does, at our address
	curl -sS -m 20 --cacert "$work/cert.pem" \
	    --connect-to "cellwork.example.org:443:127.0.0.1:$tls" \
	    --connect-to "cellwork.example.org:80:127.0.0.1:$plain" "$@"
}
status() {				# status EXPECTED CURL-ARGUMENT...
	expected=$1
	shift
	got=$(ask -o "$work/page" -D "$work/heads" -w '%{http_code}' "$@")
	[ "$got" = "$expected" ] || {
		echo "$got, not $expected"
		cat "$work/heads" "$work/page"
		return 1
	}
}
heads() {				# a header of the last answer
	tr -d '\r' <"$work/heads" | grep -qi "$1"
}

i=0
until ask -o /dev/null $home/healthz 2>/dev/null; do
	i=$((i + 1))
	[ $i -lt 50 ] || { cat "$work/error.log"; exit 1; }
	sleep 0.1
done

ok nginx_page status 200 $home/login
ok nginx_page_is_kept_safe heads '^strict-transport-security:'
ok nginx_plain_leads_to_tls status 301 http://cellwork.example.org/login
ok nginx_other_name status 421 -H 'Host: other.example' $home/login

key=nginx-test-0001
password='long lakes and bread'
log_in() {
	status 303 -c "$work/jar" -H "Origin: ${1}" -H "Idempotency-Key: $key" \
	    --data-urlencode login=runa.vale \
	    --data-urlencode "password=$password" --data next= $home/login
}
refuse_other() {
	status 403 -H 'Origin: https://other.example' \
	    -H "Idempotency-Key: $key" --data login=x --data password=y \
	    $home/login
}
ok nginx_other_origin refuse_other
ok nginx_log_in log_in $home
ok nginx_cookie_is_bound heads \
    '^set-cookie: __Host-cellwork=.*; Secure'
ok nginx_logged_in status 200 -b "$work/jar" $home/meetings
ok nginx_squeezed_by_the_house status 200 -b "$work/jar" \
    -H 'Accept-Encoding: gzip' $home/meetings
ok nginx_squeezed heads '^content-encoding: gzip'
ok nginx_not_for_others status 200 -b "$work/jar" \
    -H 'Accept-Encoding: gzip' -H 'Sec-Fetch-Site: cross-site' $home/meetings
not_squeezed() { ! heads '^content-encoding:'; }
ok nginx_not_squeezed not_squeezed

# A form that is too long is refused in words, by us and not by the proxy.
head -c 2000000 /dev/zero | tr '\0' x >"$work/long"
too_long() {
	status 413 -b "$work/jar" -H "Origin: $home" -H "Idempotency-Key: $key" \
	    -H 'Expect:' --data-binary "@$work/long" $home/login &&
	    grep -q 'form is larger' "$work/page"
}
ok nginx_too_long too_long
exit $failed
