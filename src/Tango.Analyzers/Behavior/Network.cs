using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Requests to the network.</summary>
internal static class Network
{
    public static Finding? Find(IOperation operation, string label) => operation is IInvocationOperation { TargetMethod: var method } call && Asks(method)
        ? new(Rules.UsesNetwork, call.Syntax.GetLocation(), $"{method.ContainingType.Name}.{method.Name}", label)
        : null;

    private static bool Asks(IMethodSymbol method) => TypeText.MetadataName(method.ContainingType) switch
    {
        "System.Net.Http.HttpClient" or "System.Net.Http.HttpMessageInvoker" or "System.Net.Http.Json.HttpClientJsonExtensions" =>
            StartsWith(method, "Get", "Send", "Post", "Put", "Patch", "Delete"),
        "System.Net.WebClient" => StartsWith(method, "Download", "Upload", "Open"),
        "System.Net.WebRequest" or "System.Net.HttpWebRequest" => StartsWith(method, "GetResponse", "GetRequestStream"),
        "System.Net.Dns" => StartsWith(method, "GetHost", "Resolve"),
        "System.Net.Sockets.TcpClient" or "System.Net.Sockets.Socket" or "System.Net.Sockets.UdpClient" => StartsWith(method, "Connect", "Receive"),
        "System.Net.NetworkInformation.Ping" => StartsWith(method, "Send"),
        _ => false,
    };

    private static bool StartsWith(IMethodSymbol method, params string[] names) =>
        method.MethodKind == MethodKind.Ordinary && method.Name is not ("GetHashCode" or "GetType" or "GetHostName")
        && Array.Exists(names, name => method.Name.StartsWith(name, StringComparison.Ordinal));
}
