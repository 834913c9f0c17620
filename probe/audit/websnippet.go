package audit

import (
	"path"
	"strings"
)

// site is one file that a web server is to serve, over https.
type site struct{ host, path, contentType string }

// configure fills the configuration of a web server in.
func (s site) configure(template string) string {
	return strings.NewReplacer(
		"HOST", s.host, "PATH", s.path, "TYPE", s.contentType, "FILE", "/var/www/"+s.host+"/"+path.Base(s.path),
	).Replace(template)
}

const nginx = `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name HOST;
    ssl_certificate     /etc/ssl/HOST.crt;
    ssl_certificate_key /etc/ssl/HOST.key;
    location = PATH {
        types {}
        default_type TYPE;
        alias FILE;
    }
    location / { return 404; }
}
`

const apache = `<VirtualHost *:443>
    ServerName HOST
    SSLEngine on
    SSLCertificateFile    /etc/ssl/HOST.crt
    SSLCertificateKeyFile /etc/ssl/HOST.key
    Alias PATH FILE
    <Location PATH>
        ForceType TYPE
        Require all granted
    </Location>
</VirtualHost>
`
