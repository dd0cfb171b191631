// A provider of OpenID Connect on loopback, for the tests: whoever types a name and any password is that person.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, application] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "vetrina",
      client_secret: "a secret of the tests alone",
      redirect_uris: [`${application}/oauth2callback`],
      post_logout_redirect_uris: [application, `${application}/`, `${application}/oauth2callback`],
    },
  ],
  // The dashboard reads the ID token alone.
  conformIdTokenClaims: false,
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  cookies: { keys: ["of the tests alone"] },
  findAccount: (_context, name) => ({
    accountId: name,
    claims: () => ({ sub: name, email: `${name.replace(/^unvouched-/, "")}@example.com`, email_verified: !name.startsWith("unvouched-") }),
  }),
});
createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("listening"));
