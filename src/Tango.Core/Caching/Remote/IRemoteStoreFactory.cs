namespace Tango.Caching.Remote;

/// <summary>
/// Opens stores of one kind. The assembly of a <c>TangoRemoteStore</c> item has one public class that implements it, with a constructor without parameters. It is loaded apart from all other
/// code, with the libraries beside it, and shares with its caller only <c>Tango.Core</c> and the framework.
/// </summary>
public interface IRemoteStoreFactory
{
    /// <summary>Opens a store. Sends no request: a store that does not answer costs a build a warning and not more.</summary>
    /// <param name="address">The address in <c>TangoRemoteCache</c>.</param>
    /// <param name="environment">The environment variables, for secrets and defaults.</param>
    /// <returns>The store; the caller disposes of it.</returns>
    /// <exception cref="FormatException">The address or a variable is not valid. The message says what to write, and contains no secret.</exception>
    IRemoteStore Open(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment);
}
