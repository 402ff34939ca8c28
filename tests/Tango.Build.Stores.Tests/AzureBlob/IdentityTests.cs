using Tango.Build.AzureBlob;
using Tango.Build.Stores.Tests.Servers;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Core.Tests;
using Tango.IO;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>Builds that ask as who the machine or the job is, and have no secret of the store: tokens are asked for, sent to a server that looks at them, and asked for again.</summary>
[Collection(SharedServers.Name)]
public sealed class IdentityTests : IAsyncLifetime, IDisposable
{
    private const string Job = "the-token-of-this-job";
    private const string Name = "Step-1-00000000000000000000000000000000.tar.zst";

    private readonly TemporaryDirectory _directory = new();
    private readonly IdentityProvider _identities = new();
    private readonly Dictionary<string, string?> _environment = [];
    private readonly ServerCertificate _certificate;
    private readonly AzuriteServer _server;

    public IdentityTests()
    {
        _certificate = new ServerCertificate(_identities);
        _server = new AzuriteServer(_certificate);
    }

    public Task InitializeAsync() => Azurite.Script is null ? Task.CompletedTask : _server.StartAsync();

    public async Task DisposeAsync()
    {
        if (Azurite.Script is not null)
            await _server.DisposeAsync();

        await _identities.DisposeAsync();
    }

    public void Dispose()
    {
        foreach (var (name, value) in _environment)
            Environment.SetEnvironmentVariable(name, value);

        _certificate.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [Azurite("machine", "job")]
    public async Task A_token_is_asked_for_once_and_sent_with_each_request(string scheme, string identity)
    {
        using var store = await OpenAsync(scheme, identity);

        Assert.False(await store.ContainsAsync(Name, default));
        await PutAsync(store, [1, 2, 3]);

        Assert.Equal([1, 2, 3], await ReadAsync(store));
        Assert.Equal([identity == "job" ? Job : IdentityProvider.MachineSecret], _identities.Asked);
    }

    [Theory]
    [Azurite("machine", "job")]
    public async Task A_token_that_will_soon_be_no_longer_good_is_asked_for_again(string scheme, string identity)
    {
        // The library asks some minutes before the end, and meanwhile sends what it has.
        _identities.Lifetime = TimeSpan.FromMinutes(1);
        using var store = await OpenAsync(scheme, identity);
        await PutAsync(store, [1, 2, 3]);

        Assert.Equal([1, 2, 3], await ReadAsync(store));
        await _identities.AskedAgain.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 2, 3], await ReadAsync(store));
    }

    [Theory]
    [Azurite("machine", "job")]
    public async Task An_identity_has_the_service_sign_addresses(string scheme, string identity)
    {
        using var store = await OpenAsync(scheme, identity);
        await PutAsync(store, [1, 2, 3]);

        var request = await store.RequestForAsync(Name, default);

        Assert.Contains("skoid=", request.Address.Query, StringComparison.Ordinal);
        Assert.Contains("sp=r&", request.Address.Query + "&", StringComparison.Ordinal);
        Assert.DoesNotContain(Job, request.Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [Azurite("machine", "job")]
    public async Task Who_gets_no_token_is_told_why(string scheme, string identity)
    {
        _identities.Refuses = true;
        using var store = await OpenAsync(scheme, identity);

        await AssertRefusedAsync(store, "Nobody is known by this name");
    }

    [Theory]
    [Azurite("machine", "job")]
    public async Task A_token_that_the_store_refuses_is_a_failure_with_its_answer(string scheme, string identity)
    {
        _identities.Audience = "vault.azure.net";
        using var store = await OpenAsync(scheme, identity);

        await AssertRefusedAsync(store, "the server answered 40");
    }

    [Theory]
    [Azurite("nobody")]
    public async Task Who_has_no_identity_is_told_what_was_tried(string scheme, string identity)
    {
        using var store = await OpenAsync(scheme, identity);

        await AssertRefusedAsync(store, "Azure CLI not installed");
    }

    private static async Task AssertRefusedAsync(IArchiveStore store, string reason)
    {
        foreach (var ask in (Func<Task>[])[() => store.ContainsAsync(Name, default), () => store.OpenAsync(Name, default)])
        {
            var failure = await Assert.ThrowsAsync<RemoteStoreException>(ask);
            Assert.False(failure.IsTransient);
            Assert.Contains("azure://devstoreaccount1/", failure.Message, StringComparison.Ordinal);
            Assert.True(failure.Message.Contains(reason, StringComparison.Ordinal), failure.ToString());
            Assert.DoesNotContain(Job, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(IdentityProvider.MachineSecret, failure.Message, StringComparison.Ordinal);
        }
    }

    private async Task<TransferredStore> OpenAsync(string scheme, string identity)
    {
        Assert.Equal(_server.Scheme, scheme);
        Identify(identity);
        var address = _server.AddressOf(await _server.CreateContainerAsync());
        var factory = new AzureBlobStoreFactory { Transport = _certificate.Transport };
        return new TransferredStore(factory.Open(address, new Dictionary<string, string>()), _directory.PathOf("spool"));
    }

    // The library looks into the environment of the process, in which no other test runs now.
    private void Identify(string identity)
    {
        // Of a machine in the cloud nothing is looked for where there is none.
        Set("AZURE_TOKEN_CREDENTIALS", identity switch { "machine" => "ManagedIdentityCredential", "job" => "WorkloadIdentityCredential", _ => "AzureCliCredential" });

        // The library keeps tokens for as long as the process lives, by this name.
        Set("AZURE_CLIENT_ID", Guid.NewGuid().ToString());
        Set("PATH", identity == "nobody" ? _directory.Path : Environment.GetEnvironmentVariable("PATH")!);
        if (identity == "machine")
        {
            Set("IDENTITY_ENDPOINT", new Uri(_identities.Address, "msi/token").AbsoluteUri);
            Set("IDENTITY_HEADER", IdentityProvider.MachineSecret);
        }
        else if (identity == "job")
        {
            File.WriteAllText(_directory.PathOf("token"), Job);
            Set("AZURE_FEDERATED_TOKEN_FILE", _directory.PathOf("token"));
            Set("AZURE_TENANT_ID", "22222222-2222-2222-2222-222222222222");
        }
    }

    private void Set(string name, string value)
    {
        _environment.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private async Task PutAsync(IArchiveStore store, byte[] content)
    {
        using var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append(content);
        await store.PutAsync(Name, file, replace: false, default);
    }

    private static async Task<byte[]> ReadAsync(IArchiveStore store)
    {
        using var stream = await store.OpenAsync(Name, default);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }
}
