using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Certificates that nobody has signed but their makers.</summary>
internal static class Certificates
{
    public static X509Certificate2 For(IPAddress address, bool isExpired = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=hostile", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(isExpired ? -1 : 1));
    }
}
