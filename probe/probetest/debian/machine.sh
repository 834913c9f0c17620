# Runs a server that was unpacked as if it were installed, on a machine that is
# half this one: its programs and libraries over ours, and folders of its own for
# what it writes. Only the server sees any of that.
# Arguments: where it was unpacked, its own folders, and what to run.
set -e
unpacked=$1
own=$2
shift 2
mount -t overlay overlay -o "ro,lowerdir=$unpacked/usr:/usr" /usr
mount -t overlay overlay -o "ro,lowerdir=$own/etc:$unpacked/etc:/etc" /etc
mount --bind "$own/run" /run
mount --bind "$own/var" /var
for device in null zero full random urandom; do
	: >"$own/dev/$device"
	mount --bind "/dev/$device" "$own/dev/$device"
done
mount --rbind "$own/dev" /dev
exec "$@"
