package debian

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// byCredential sorts mechanisms by what they take: a password, or an OAuth2
// token in its place.
func byCredential(mechanisms []string) (passwords, tokens []string) {
	for _, m := range mechanisms {
		if m == "oauthbearer" || m == "xoauth2" {
			tokens = append(tokens, m)
		} else {
			passwords = append(passwords, m)
		}
	}
	return passwords, tokens
}

// tokenKeyFile is where Dovecot looks for the key of a token that names neither
// a key nor the party it was made for.
const tokenKeyFile = "keys/default/HS256/default"

// writeTokenKey makes Dovecot judge tokens by itself, without a server to ask.
func (d *Dovecot) writeTokenKey(t testing.TB) {
	t.Helper()
	key := make([]byte, sha256.Size)
	rand.Read(key)
	name := d.path(tokenKeyFile)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, name, []byte(base64.StdEncoding.EncodeToString(key)), 0o644)
	writeFile(t, d.path("oauth2.conf"), []byte(strings.Join([]string{
		"introspection_mode = local",
		"local_validation_key_dict = fs:posix:prefix=" + d.path("keys") + "/",
		"username_attribute = sub",
		"",
	}, "\n")), 0o644)
}

// Token is an access token for the user that the server takes until it expires
// (a JSON Web Token, RFC 7519, signed with HS256). It needs one of the
// mechanisms oauthbearer and xoauth2.
func (d *Dovecot) Token(t testing.TB, user string, expires time.Time) string {
	t.Helper()
	text, err := os.ReadFile(d.path(tokenKeyFile))
	if err != nil {
		t.Fatalf("the server takes no tokens: %v", err)
	}
	key, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil {
		t.Fatal(err)
	}
	claims, err := json.Marshal(map[string]any{"sub": user, "exp": expires.Unix()})
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(claims)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}
