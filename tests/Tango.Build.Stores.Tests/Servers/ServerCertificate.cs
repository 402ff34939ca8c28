using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Tango.Core.Tests;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>A certificate for a server on this machine, which nobody but <see cref="Transport"/> trusts.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _client;

    /// <param name="identities">Takes the requests to the identity provider of the public cloud, which has another address here; null: it is not asked.</param>
    public ServerCertificate(IdentityProvider? identities = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());

        var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == Thumbprint };
        Thumbprint = certificate.Thumbprint;
        _client = new HttpClient(new IdentityRoute(identities) { InnerHandler = trusting });
        Transport = new HttpClientTransport(_client);
    }

    /// <summary>Its file, in PEM.</summary>
    public string CertificatePath => _directory.PathOf("certificate.pem");

    /// <summary>The file of its key, in PEM.</summary>
    public string KeyPath => _directory.PathOf("key.pem");

    /// <summary>What trusts it.</summary>
    public HttpPipelineTransport Transport { get; }

    private string Thumbprint { get; }

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    private sealed class IdentityRoute(IdentityProvider? identities) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (identities is not null && request.RequestUri!.Host == IdentityProvider.PublicHost)
                request.RequestUri = new Uri(identities.Address, request.RequestUri.PathAndQuery);

            return base.SendAsync(request, cancellationToken);
        }
    }
}
