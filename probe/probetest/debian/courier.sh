# Starts Courier's services by its own configuration, as its start scripts do, but
# in the foreground. Each line that a service logs begins with the service's name.
set -e
mount --bind "$OWN/courier" /etc/courier
makeuserdb
/usr/lib/courier/courier-authlib/authdaemond &

# serve NAME CONFIGURATION SETTINGS PORT PROGRAM…
serve() {
	name=$1 configuration=$2 settings=$3
	shift 3
	(
		set -a
		. "/etc/courier/$configuration"
		. "/etc/courier/$configuration-ssl"
		TLS_CERTFILE=/etc/courier/server.pem
		TLS_CACHEFILE=
		eval "$settings"
		exec couriertcpd "-address=$HOST" -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "$@"
	) 2>&1 | sed -u "s/^/$name: /" &
}
tls="/usr/bin/couriertls -server -tcpd -user=courier"
imap="/usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir"
pop3="/usr/lib/courier/courier/courierpop3login /usr/lib/courier/courier/courierpop3d Maildir"
serve imap imapd "IMAP_STARTTLS=YES IMAP_TLS_REQUIRED=1" "$IMAP" $imap
serve imaps imapd "IMAP_TLS=1" "$IMAPS" $tls $imap
serve pop3 pop3d "POP3_STARTTLS=YES POP3_TLS_REQUIRED=1" "$POP3" $pop3
serve pop3s pop3d "POP3_TLS=1 POP3_STARTTLS=NO" "$POP3S" $tls $pop3
wait
